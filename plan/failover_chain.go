// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Chain is the way back from one failure, in the worst case.
type Chain struct {
	// Machine is the one that is hit, where it is known.
	Machine Ref
	// Alike is set where every machine of the group takes as long.
	Alike   bool
	Failure Failure
	View    View
	// NoticedBy and RepairedBy name who notices and who repairs.
	NoticedBy, RepairedBy string
	// Terms come one after the other; there are none where Never is set.
	Terms []Term
	// Beside are terms that run at the same time and end sooner.
	Beside []Term
	// Never is set where nothing brings it back.
	Never *Never
	// Notes are what the numbers take for granted.
	Notes []string
}

// Worst is the sum of the terms.
func (c Chain) Worst() Span {
	if c.Never != nil {
		return Span{Never: true}
	}
	return sum(c.Terms)
}

// In is the time that one stage takes.
func (c Chain) In(stage Stage) int {
	seconds := 0
	for _, term := range c.Terms {
		if term.Stage == stage {
			seconds += term.Seconds
		}
	}
	return seconds
}

// Largest is the term that takes longest; the zero term where there is none.
func (c Chain) Largest() Term {
	if len(c.Terms) == 0 {
		return Term{}
	}
	return slices.MaxFunc(c.Terms, func(a, b Term) int { return cmp.Compare(a.Seconds, b.Seconds) })
}

// Helps are what would make the chain shorter, the most helpful first.
func (c Chain) Helps() []string {
	if c.Never != nil {
		return []string{c.Never.Help}
	}
	terms := slices.Clone(c.Terms)
	slices.SortStableFunc(terms, func(a, b Term) int { return cmp.Compare(b.Seconds, a.Seconds) })
	var helps []string
	for _, term := range terms {
		if term.Help != "" && !slices.Contains(helps, term.Help) {
			helps = append(helps, term.Help)
		}
	}
	return helps
}

func sum(terms []Term) Span {
	var span Span
	for _, term := range terms {
		span.Seconds += term.Seconds
		span.AtLeast = span.AtLeast || term.Open
	}
	return span
}

// then is the chain with more terms; those that take no time at all say nothing.
func (c Chain) then(terms ...Term) Chain {
	c.Terms = slices.Clone(c.Terms)
	for _, term := range terms {
		if term.Seconds > 0 || term.Open {
			c.Terms = append(c.Terms, term)
		}
	}
	return c
}

// placed names fields as they are called in an object of a kind.
func (c Chain) placed(kind string) Chain {
	c.Terms, c.Beside = placed(c.Terms, kind), placed(c.Beside, kind)
	if c.Never != nil {
		never := *c.Never
		never.Source = placeIn(kind, never.Source)
		c.Never = &never
	}
	return c
}

func placed(terms []Term, kind string) []Term {
	terms = slices.Clone(terms)
	for i := range terms {
		terms[i].Source = placeIn(kind, terms[i].Source)
	}
	return terms
}

// noting is the chain with a further note.
func (c Chain) noting(note string) Chain {
	c.Notes = append(slices.Clone(c.Notes), note)
	return c
}

// never makes a chain that has no end.
func (c Chain) never(source, help, format string, args ...any) Chain {
	return c.blocked(Never{Reason: fmt.Sprintf(format, args...), Source: source, Help: help})
}

func (c Chain) blocked(never Never) Chain {
	c.Terms, c.Beside, c.RepairedBy, c.Never = nil, nil, Nobody, &never
	return c
}

// when is a condition under which nothing comes back.
type when struct {
	holds bool
	never Never
}

// firstOf finds the first condition that holds.
func firstOf(conditions ...when) (Never, bool) {
	for _, condition := range conditions {
		if condition.holds {
			return condition.never, true
		}
	}
	return Never{}, false
}

// ofService is the same chain, counted until the service is back.
func (c Chain) ofService() Chain {
	c.View = ServiceBack
	return c
}

// Nobody notices, or repairs.
const Nobody = "nobody"

// shortest is the chain that is over first: whoever comes first repairs.
func shortest(chains ...Chain) Chain {
	return slices.MinFunc(chains, func(a, b Chain) int {
		switch {
		case a.Worst().Longer(b.Worst()):
			return 1
		case b.Worst().Longer(a.Worst()):
			return -1
		default:
			return 0
		}
	})
}

// InWords writes a span as people do: 11 min 19 s, at least 45 s, never.
func (s Span) InWords() string {
	if s.Never {
		return "never"
	}
	text := seconds(s.Seconds)
	if s.AtLeast {
		return "at least " + text
	}
	return text
}

// seconds writes seconds as people do.
func seconds(n int) string {
	var parts []string
	for _, unit := range []struct {
		seconds int
		name    string
	}{{3600, "h"}, {60, "min"}, {1, "s"}} {
		if count := n / unit.seconds; count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count, unit.name))
			n -= count * unit.seconds
		}
	}
	if len(parts) == 0 {
		return "0 s"
	}
	return strings.Join(parts, " ")
}
