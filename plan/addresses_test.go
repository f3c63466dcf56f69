// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan_test

import (
	"bytes"
	"math/rand/v2"
	"net"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

func TestParseRange(t *testing.T) {
	for _, test := range []struct{ text, from, to, reason string }{
		{"192.0.2.240/28", "192.0.2.240", "192.0.2.255", "a CIDR"},
		{"192.0.2.7/32", "192.0.2.7", "192.0.2.7", "one address"},
		{"0.0.0.0/0", "0.0.0.0", "255.255.255.255", "all of them"},
		{"192.0.2.240-192.0.2.250", "192.0.2.240", "192.0.2.250", "a range"},
		{" 192.0.2.240  -\t192.0.2.240 ", "192.0.2.240", "192.0.2.240", "MetalLB trims the ends of a range"},
		{"2001:db8::/120", "2001:db8::", "2001:db8::ff", "IPv6"},
		{"2001:db8::/57", "2001:db8::", "2001:db8:0:7f:ffff:ffff:ffff:ffff", "a prefix within a byte"},
		{"::1-::2", "::1", "::2", "short forms"},
	} {
		r, err := plan.ParseRange(test.text)
		require.NoError(t, err, test.reason)
		require.Equal(t, plan.Range{From: netip.MustParseAddr(test.from), To: netip.MustParseAddr(test.to)}, r, test.reason)
	}
}

func TestParseRangeRefuses(t *testing.T) {
	for text, wayOut := range map[string]string{
		"":                          "write a CIDR",
		"192.0.2.1":                 "as 192.0.2.1/32",
		"2001:db8::1":               "as 2001:db8::1/128",
		"192.0.2.1/28":              "192.0.2.0/28",
		"192.0.2.1/33":              "write a CIDR",
		"192.0.2.1/024":             "write a CIDR",
		" 192.0.2.0/28":             "write a CIDR", // MetalLB trims ranges only
		"192.0.2.1-9":               "both ends in full",
		"192.0.2.9-192.0.2.1":       "192.0.2.1-192.0.2.9",
		"192.0.2.1-2001:db8::1":     "two ranges",
		"::ffff:192.0.2.0/124":      "write a CIDR",
		"::ffff:192.0.2.0-::ffff:1": "both ends in full",
		"fe80::1%eth0-fe80::2%eth0": "both ends in full",
		"192.0.2.1-192.0.2.2-3":     "both ends in full",
		"010.0.0.1-10.0.0.2":        "both ends in full",
	} {
		_, err := plan.ParseRange(text)
		require.ErrorContains(t, err, wayOut, text)
		require.NotContains(t, err.Error(), "\n")
	}
}

// FuzzParseRange holds ranges to what MetalLB reads (internal/config ParseCIDR): what is
// taken here it takes too, and as the same addresses.
func FuzzParseRange(f *testing.F) {
	for _, seed := range []string{"192.0.2.240/28", "192.0.2.240-192.0.2.250", "2001:db8::/120", "::1 - ::2", "192.0.2.1", "::ffff:1.2.3.4/124", "fe80::1%a-fe80::2%a", "1.1.1.1-::1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := plan.ParseRange(text)
		if err != nil {
			require.Equal(t, plan.Range{}, r)
			return
		}
		require.Equal(t, r.From.Is4(), r.To.Is4())
		require.False(t, r.To.Less(r.From))
		require.True(t, r.Contains(r.From) && r.Contains(r.To))
		from, to := asMetalLB(text)
		require.NotNil(t, from, "MetalLB refuses %q", text)
		require.True(t, from.Equal(r.From.AsSlice()), "%q: MetalLB starts at %s", text, from)
		require.True(t, to.Equal(r.To.AsSlice()), "%q: MetalLB ends at %s", text, to)
	})
}

// asMetalLB reads a range by the code of MetalLB, which is internal there; nil where it refuses.
func asMetalLB(text string) (from, to net.IP) {
	if !strings.Contains(text, "-") {
		_, n, err := net.ParseCIDR(text)
		if err != nil {
			return nil, nil
		}
		last := bytes.Clone(n.IP)
		for i := range last {
			last[i] |= ^n.Mask[i]
		}
		return n.IP, last
	}
	ends := strings.SplitN(text, "-", 2)
	from, to = net.ParseIP(strings.TrimSpace(ends[0])), net.ParseIP(strings.TrimSpace(ends[1]))
	if from == nil || to == nil || bytes.Compare(from, to) > 0 {
		return nil, nil
	}
	return from, to
}

// TestRangesOverlap compares Overlaps and Contains with counting.
func TestRangesOverlap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	address := func(last int) netip.Addr { return netip.AddrFrom4([4]byte{192, 0, 2, byte(last)}) }
	for range 2000 {
		ends := [4]int{random.IntN(16), random.IntN(16), random.IntN(16), random.IntN(16)}
		a := plan.Range{From: address(min(ends[0], ends[1])), To: address(max(ends[0], ends[1]))}
		b := plan.Range{From: address(min(ends[2], ends[3])), To: address(max(ends[2], ends[3]))}
		shared := false
		for last := range 16 {
			shared = shared || a.Contains(address(last)) && b.Contains(address(last))
		}
		require.Equal(t, shared, a.Overlaps(b), "%v %v", a, b)
		require.Equal(t, shared, b.Overlaps(a), "%v %v", a, b)
	}
	v4, v6 := plan.Range{From: address(0), To: address(255)}, plan.Range{From: netip.MustParseAddr("::"), To: netip.MustParseAddr("ffff::")}
	require.False(t, v4.Overlaps(v6))
	require.False(t, v6.Contains(address(1)))
}
