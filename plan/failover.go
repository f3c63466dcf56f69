// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

// Failure is one of the things that go wrong.
type Failure string

// The failures, in the words of the intent's survive.
const (
	ApplicationHangs Failure = "application hangs"
	GuestHangs       Failure = "guest hangs"
	NodeDrained      Failure = "node drained"
	NodeDies         Failure = "node dies"
)

// Failures are all of them, the smallest first.
var Failures = []Failure{ApplicationHangs, GuestHangs, NodeDrained, NodeDies}

// View says whose time is counted.
type View string

// The views.
const (
	// MachineBack counts until the machine that was hit does its work again.
	MachineBack View = "machine"
	// ServiceBack counts until clients are answered again, by whichever machine.
	ServiceBack View = "service"
)

// Views are both of them.
var Views = []View{MachineBack, ServiceBack}

// Origin says where a number comes from.
type Origin string

// The origins, from the firmest to the least firm.
const (
	// FromIntent is stated in an intent, or derived from a target there.
	FromIntent Origin = "intent"
	// FromManifest stands in a manifest.
	FromManifest Origin = "manifest"
	// FromDefault is what Kubernetes, KubeVirt or vmha use where nothing is said.
	FromDefault Origin = "default"
	// Assumed is nowhere to be read; see Assumptions.
	Assumed Origin = "assumed"
)

// Fact is a value with its origin.
type Fact[T comparable] struct {
	Value  T
	Origin Origin
	// Source is the path of a field, or the place upstream that the value is read from.
	Source string
}

// Number is a fact in seconds, or a count.
type Number = Fact[int]

// Stage is a part of the way back. The stages of a node's death are the columns of the
// model's table: each stage has one term or several.
type Stage string

// The stages, in their order.
const (
	StageDetect    Stage = "detect"    // a probe, a watchdog or Kubernetes notices
	StageCondition Stage = "condition" // a health check waits
	StageFence     Stage = "fence"     // the node is made sure to be dead
	StageRelease   Stage = "release"   // its pods and volumes are let go
	StageStop      Stage = "stop"      // the guest is shut down
	StageKubeVirt  Stage = "kubevirt"  // a new instance is made
	StageLaunch    Stage = "launch"    // its pod is scheduled and started
	StageBoot      Stage = "boot"      // the guest boots and its readiness probe passes
	StageEndpoints Stage = "endpoints" // the Service follows
	StageAddress   Stage = "address"   // the address of the Service moves
)

// Term is one part of a recovery.
type Term struct {
	Stage Stage
	// Name says what goes on, for people.
	Name string
	// Seconds it takes in the worst case, rounded up.
	Seconds int
	// Open is set where it may take longer: nothing that can be read bounds it.
	Open   bool
	Origin Origin
	// Source is the path of a field, or the place upstream that the number is read from.
	Source string
	// Detail is the sum behind the number, where it is one.
	Detail string
	// Help is what would make it shorter; empty where nothing would.
	Help string
}

// Never is the time of what does not come back by itself.
type Never struct {
	Reason string
	// Source is the field that is to blame, if one is.
	Source string
	// Help is what would bring it back.
	Help string
}

// Span is how long something takes: seconds, at least so many, or for ever.
type Span struct {
	Seconds int
	AtLeast bool
	Never   bool
}

// Longer orders spans; never is the longest.
func (s Span) Longer(other Span) bool {
	switch {
	case s.Never != other.Never:
		return s.Never
	case s.Seconds != other.Seconds:
		return s.Seconds > other.Seconds
	default:
		return s.AtLeast && !other.AtLeast
	}
}

// Within says whether the span is certain to end in this many seconds.
func (s Span) Within(seconds int) bool { return !s.Never && !s.AtLeast && s.Seconds <= seconds }
