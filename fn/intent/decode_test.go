// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
)

func TestDecode(t *testing.T) {
	intent, problems, err := DecodeHighAvailability(text(t, group, `
  loadBalancing: {ports: [{port: 80, targetPort: http}], stickySessions: {}}
  platform: {spec: {distribution: OpenShift}}`[1:]))
	require.NoError(t, err)
	require.Empty(t, problems)
	assert.Equal(t, "web", intent.Name)
	assert.Equal(t, "http", intent.Spec.LoadBalancing.Ports[0].TargetPort.String())
	assert.Equal(t, v1alpha1.DefaultStickySeconds, *intent.Spec.LoadBalancing.StickySessions.TimeoutSeconds, "defaults are filled in")
	assert.Equal(t, v1alpha1.DefaultMetallbNamespace, intent.Spec.Platform.Spec.MetallbNamespace, "of the inline platform too")
}

func TestDecodePlatform(t *testing.T) {
	platform, problems, err := DecodePlatform(text(t, platform, `  nodeHealth: [{name: workers, type: MachineHealthCheck}]`))
	require.NoError(t, err)
	require.Empty(t, problems)
	assert.Empty(t, platform.Spec.NodeHealth[0].Timeout, "recoverWithin may derive it")
}

// TestDecodeOddities decodes what a schema allows and Go's types alone would not.
func TestDecodeOddities(t *testing.T) {
	intent, problems, err := DecodeHighAvailability([]byte(`{"apiVersion":"vmha.dev/v1alpha1","kind":"HighAvailability",` +
		`"metadata":{"name":"web","labels":{"a":"b"},"generation":"many","creationTimestamp":null,"from":"a tool"},` +
		`"spec":{"machines":{"template":{"replicas":1,"memory":"4\u0047i"}}}}`))
	require.NoError(t, err)
	require.Empty(t, messages(problems))
	assert.Equal(t, "4Gi", intent.Spec.Machines.Template.Memory.String())
	assert.Equal(t, map[string]string{"a": "b"}, intent.Labels)
}

// TestDecodeKeepsOrder is about the free part of a template, which is copied as it stands.
func TestDecodeKeepsOrder(t *testing.T) {
	intent, problems, err := DecodeHighAvailability([]byte(`{"apiVersion":"vmha.dev/v1alpha1","kind":"HighAvailability",` +
		`"metadata":{"name":"web"},"spec":{"machines":{"template":{"replicas":1,"spec":{"b":1,"a":{"d":2.50,"c":3}}}}}}`))
	require.NoError(t, err)
	require.Empty(t, messages(problems))
	assert.Contains(t, string(intent.Spec.Machines.Template.Spec.Raw), `{"b":1,"a":{"d":2.50,"c":3}}`)
}

func TestDecodeRefuses(t *testing.T) {
	for kind := range kinds {
		value, problems, err := decodeKind(kind, []byte(`{}`))
		require.NoError(t, err)
		assert.Len(t, problems, 4)
		assert.Nil(t, value)

		_, _, err = decodeKind(kind, []byte(`{`))
		require.ErrorIs(t, err, errNotJSON)
	}
}

// FuzzDecode: no text makes it panic or disagree with the library, and what it
// decodes can be encoded and passes the check again.
func FuzzDecode(f *testing.F) {
	library := oracles(f)
	for _, test := range bad {
		f.Add(test.kind == platform, text(f, test.kind, test.yaml))
	}
	for kind := range kinds {
		root, err := load(kind)
		require.NoError(f, err)
		f.Add(kind == platform, encode(f, sample(f, root)))
	}
	f.Fuzz(func(t *testing.T, isPlatform bool, data []byte) {
		kind := group
		if isPlatform {
			kind = platform
		}
		value, problems, err := decodeKind(kind, data)
		if err != nil {
			require.ErrorIs(t, err, errNotJSON)
			return
		}
		agree(t, library[kind], data, problems)
		if len(problems) > 0 {
			return
		}
		problems, err = Validate(kind, encode(t, value))
		require.NoError(t, err)
		require.Empty(t, messages(problems))
	})
}

// BenchmarkLoad reads both schemas.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		for kind := range kinds {
			if _, err := reader(kind)(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkValidate checks an intent of the usual size.
func BenchmarkValidate(b *testing.B) {
	for b.Loop() {
		if problems, err := Validate(group, usual); err != nil || len(problems) > 0 {
			b.Fatal(problems, err)
		}
	}
}

// BenchmarkDecode checks and decodes it.
func BenchmarkDecode(b *testing.B) {
	for b.Loop() {
		if _, problems, err := DecodeHighAvailability(usual); err != nil || len(problems) > 0 {
			b.Fatal(problems, err)
		}
	}
}

var usual = []byte(`{"apiVersion":"vmha.dev/v1alpha1","kind":"HighAvailability","metadata":{"name":"web","namespace":"shop"},"spec":{` +
	`"machines":{"selector":{"matchLabels":{"app":"web"}},"guest":{"bootTime":"90s"}},` +
	`"loadBalancing":{"ports":[{"name":"http","port":80,"targetPort":8080}],"addresses":["192.0.2.240-192.0.2.250"]},` +
	`"survive":{"applicationFailure":{"readiness":{"httpGet":{"path":"/","port":8080}}},"guestHang":{},"nodeDrain":{},"nodeFailure":{"runStrategy":"Always"}}}}`)
