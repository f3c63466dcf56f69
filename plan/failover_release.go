// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

// nodeDeleted is how pods are let go where the Node object goes away.
const nodeDeleted = "NodeDeletion"

// releasedBy is how the pods of the fenced node are let go.
func (f Facts) releasedBy() string {
	remedy := f.Fencing.Remedy
	switch remedy.Kind {
	case RebootsItself, CutsPower:
	case RemedyUnknown:
		return ""
	default:
		return nodeDeleted
	}
	switch {
	case remedy.Strategy.Value == OutOfServiceTaint || remedy.Strategy.Value == ResourceDeletion:
		return remedy.Strategy.Value
	case remedy.Kind == CutsPower:
		return ResourceDeletion
	case f.Cluster.Kubernetes.Value != (Version{}) && !f.Cluster.Kubernetes.Value.AtLeast("1.28"):
		return ResourceDeletion
	default: // Automatic, from Kubernetes 1.28 on (self-node-remediation)
		return OutOfServiceTaint
	}
}

// release is how long until the pod is gone and its volumes are free.
func (f Facts) release() []Term {
	switch f.releasedBy() {
	case nodeDeleted:
		return append([]Term{
			{Stage: StageRelease, Name: "the Node has been gone long enough", Seconds: quarantine, Origin: FromDefault, Source: "kubernetes pkg/controller/podgc/gc_controller.go"},
			{Stage: StageRelease, Name: "its pods are collected", Seconds: podGC, Origin: FromDefault, Source: "kubernetes pkg/controller/podgc/gc_controller.go"},
		}, f.forceDetach()...)
	case OutOfServiceTaint:
		return append([]Term{{
			Stage: StageRelease, Name: "its pods are collected", Seconds: podGC, Origin: FromDefault, Source: "kubernetes pkg/controller/podgc/gc_controller.go",
		}}, f.detach()...)
	case ResourceDeletion:
		deletion := assumedTerm(StageRelease, "its pods are deleted", f.Assume.PodDeletion)
		return append([]Term{deletion}, f.forceDetach()...)
	default:
		return nil // It is part of a remediation of unknown kind.
	}
}

func (f Facts) detach() []Term {
	if f.Machine.Disks.Value == NoClaims {
		return nil
	}
	return []Term{assumedTerm(StageRelease, "its volumes are detached", f.Assume.Detach)}
}

// forceDetach: a volume for one node only is taken from a node that stays down after six
// minutes, unless the node carries the taint out-of-service. That its Node is deleted makes no
// difference: what was mounted there last still counts as mounted (kubernetes
// attach_detach_controller.go nodeDelete; kubernetes/kubernetes#136029 would change it).
func (f Facts) forceDetach() []Term {
	disks := f.Machine.Disks
	if disks.Value != ExclusiveClaims && disks.Value != UnseenClaims {
		return f.detach()
	}
	term := Term{
		Stage: StageRelease, Name: "its volumes are taken by force", Seconds: forceDetach, Origin: disks.Origin, Source: disks.Source,
		Help: "ReadWriteMany storage, or a remediator with the strategy OutOfServiceTaint",
	}
	if remedy := f.Fencing.Remedy.Kind; remedy == CutsPower || remedy == RebootsItself {
		term.Help = "ReadWriteMany storage, or remediationStrategy OutOfServiceTaint (" + string(remedy) + ")"
	}
	if disks.Value == UnseenClaims {
		term.Origin, term.Detail = Assumed, "if the claim is for one node only"
	}
	return []Term{term}
}
