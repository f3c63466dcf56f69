// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"time"

	"vmha.dev/vmha/api/v1alpha1"
)

// Input is what a plan is made from.
type Input struct {
	Intents   []*v1alpha1.HighAvailability
	Platforms []*v1alpha1.HighAvailabilityPlatform
	Inventory *Inventory
}

// Plan holds every decision, taken once.
type Plan struct {
	Platforms    []*Platform
	Groups       []Group
	Pools        []Pool
	HealthChecks []HealthCheck
}

// Group is one group of machines with what is decided about it.
type Group struct {
	Intent    Ref
	Name      string
	Namespace string
	Platform  *Platform
	Machines  []Machine
	// BootTime is how long a guest takes to boot.
	BootTime time.Duration
	// WatchdogDaemon says whether something in the guests feeds a watchdog.
	WatchdogDaemon v1alpha1.GuestSoftware
	// Selector are the labels by which everything selects the machines.
	Selector map[string]string
	// Mark puts the group label on the templates of the machines.
	Mark *Choice[string]

	Service  *Service
	Budget   *Budget
	Ports    []GuestPort
	Ready    *Probe
	Live     *Probe
	Watchdog *Choice[v1alpha1.WatchdogAction]
	Eviction *Choice[v1alpha1.EvictionStrategy]
	Run      *Choice[v1alpha1.RunStrategy]
	// Fenced is the health check that watches the machines' nodes; nil where none is known.
	Fenced *HealthCheck
	// FencedElsewhere is set where the intent asserts that somebody else fences.
	FencedElsewhere bool
	// TolerationSeconds bounds how long a machine stays bound to a lost node.
	TolerationSeconds *Choice[int64]
	Spread            *Choice[v1alpha1.Spread]
	PriorityClass     *Choice[string]
}

// Build takes all decisions. With an error among the findings the plan must not be carried out.
func Build(in Input) (Plan, []Finding) {
	var findings []Finding
	b := builder{in: in, findings: &findings}
	b.plan.Groups = make([]Group, 0, len(in.Intents))
	b.resolvePlatforms()
	for _, intent := range in.Intents {
		b.group(intent)
	}
	b.checkPools()
	return b.plan, findings
}

type builder struct {
	in        Input
	findings  *[]Finding
	platforms []*Platform
	plan      Plan
}

func (b *builder) resolvePlatforms() {
	for _, platform := range b.in.Platforms {
		b.addPlatform(platformOf(platform.Spec, "spec.", reporter{intent: platformRef(platform), findings: b.findings}))
	}
}

func (b *builder) addPlatform(p *Platform) *Platform {
	b.keepPromises(p)
	b.platforms = append(b.platforms, p)
	b.plan.Platforms = b.platforms
	b.plan.Pools = append(b.plan.Pools, p.Pools...)
	b.plan.HealthChecks = append(b.plan.HealthChecks, p.HealthChecks...)
	return p
}

// platformFor finds the platform of an intent: its own, the one it names, or the run's only one.
func (b *builder) platformFor(intent *v1alpha1.HighAvailability, r reporter) *Platform {
	const field = "spec.platform"
	source := intent.Spec.Platform
	switch {
	case source != nil && (source.Name == "") == (source.Spec == nil):
		r.errorf("platform-ambiguous", field, "platform needs exactly one of name and spec")
	case source != nil && source.Spec != nil:
		return b.addPlatform(platformOf(*source.Spec, field+".spec.", r))
	case source != nil:
		return b.platformNamed(source.Name, r)
	case len(b.in.Platforms) > 1:
		r.errorf("platform-ambiguous", field, "the input holds several platforms (%s); name one in spec.platform.name", Enumerate(b.platformNames()))
	case len(b.in.Platforms) == 1:
		return b.platforms[0]
	}
	return unknownPlatform()
}

func (b *builder) platformNamed(name string, r reporter) *Platform {
	for i, platform := range b.in.Platforms {
		if platform.Name == name {
			return b.platforms[i]
		}
	}
	r.errorf("platform-missing", "spec.platform.name", "platform %s is not in the input; %s", name, offered(b.platformNames())).Current = name
	return unknownPlatform()
}

func (b *builder) platformNames() []string {
	names := make([]string, len(b.in.Platforms))
	for i, platform := range b.in.Platforms {
		names[i] = platform.Name
	}
	return names
}

// checkPools finds pools that MetalLB would refuse next to each other, and pools or health checks of one name.
func (b *builder) checkPools() {
	pools := map[string]*Pool{}
	var spans []span
	for i := range b.plan.Pools {
		pool := &b.plan.Pools[i]
		if other := pools[pool.Namespace+"/"+pool.Name]; other != nil {
			reporter{intent: pool.Source.Intent, findings: b.findings}.errorf("pool-name-taken", pool.Source.Field, "pool %s is also made by %s; give one of them another name", pool.Name, other.Source.Intent)
			continue
		}
		pools[pool.Namespace+"/"+pool.Name] = pool
		for _, r := range pool.Ranges {
			spans = append(spans, span{r, pool, false})
		}
	}
	for _, item := range b.in.Inventory.Items() {
		if item.Ref.Is(metallbGroup, "IPAddressPool") && pools[item.Ref.Namespace+"/"+item.Ref.Name] == nil {
			pool := givenPool(item)
			for _, r := range pool.Ranges {
				spans = append(spans, span{r, pool, true})
			}
		}
	}
	b.checkOverlaps(spans)
	b.checkHealthChecks()
}

// span is a range of a pool, which is made here or stands in the input.
type span struct {
	Range
	pool  *Pool
	given bool
}

func (b *builder) checkOverlaps(spans []span) {
	slices.SortStableFunc(spans, func(a, b span) int { return a.From.Compare(b.From) })
	for i := 1; i < len(spans); i++ {
		first, second := spans[i-1], spans[i]
		if second.To.Less(first.To) {
			spans[i] = first // the longer one may reach the next
		}
		if second.given {
			first, second = second, first
		}
		if first.pool != second.pool && first.Overlaps(second.Range) && !second.given {
			reporter{intent: second.pool.Source.Intent, findings: b.findings}.errorf("pools-overlap", second.pool.Source.Field, "the addresses of pool %s overlap with those of pool %s (%s); MetalLB refuses that; share one pool (loadBalancing.pool) or part the addresses", second.pool.Name, first.pool.Name, first.pool.Source.Intent)
		}
	}
}

func (b *builder) checkHealthChecks() {
	checks := map[string]HealthCheck{}
	for _, check := range b.plan.HealthChecks {
		if other, found := checks[check.Name]; found {
			reporter{intent: check.Source.Intent, findings: b.findings}.errorf("health-check-name-taken", check.Source.Field+".name", "nodeHealth %s is also made by %s; give one of them another name", check.Name, other.Source.Intent)
		}
		checks[check.Name] = check
	}
}
