// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"vmha.dev/vmha/api/v1alpha1"
)

// A form is a kind of intent, with the Go type that it is read into.
type form[T any] struct {
	kind  string
	parts func(*T) parts
}

// parts are those that every intent has.
type parts struct {
	typeMeta *metav1.TypeMeta
	meta     *metav1.ObjectMeta
	spec     interface{ Default() }
}

var (
	highAvailability = form[v1alpha1.HighAvailability]{
		v1alpha1.KindHighAvailability,
		func(i *v1alpha1.HighAvailability) parts { return parts{&i.TypeMeta, &i.ObjectMeta, &i.Spec} },
	}
	highAvailabilityPlatform = form[v1alpha1.HighAvailabilityPlatform]{
		v1alpha1.KindHighAvailabilityPlatform,
		func(p *v1alpha1.HighAvailabilityPlatform) parts { return parts{&p.TypeMeta, &p.ObjectMeta, &p.Spec} },
	}
	highAvailabilityCheck = form[v1alpha1.HighAvailabilityCheck]{
		v1alpha1.KindHighAvailabilityCheck,
		func(c *v1alpha1.HighAvailabilityCheck) parts { return parts{&c.TypeMeta, &c.ObjectMeta, &c.Spec} },
	}
	renderOptions = form[v1alpha1.RenderOptions]{
		v1alpha1.KindRenderOptions,
		func(o *v1alpha1.RenderOptions) parts { return parts{&o.TypeMeta, &o.ObjectMeta, &o.Spec} },
	}
)
