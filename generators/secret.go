// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kubevirtv1 "kubevirt.io/api/core/v1"

	"vmha.dev/vmha/plan"
)

// maxUserData is the longest user data that KubeVirt takes in a machine
// (kubevirt vmi-create-admitter.go cloudInitUserMaxLen).
const maxUserData = 2048

// inSecret says whether the user data is too long to stand in the machine.
func inSecret(b plan.Blueprint) bool { return len(b.UserData) > maxUserData }

// secretName is the Secret of a group's user data.
func secretName(b plan.Blueprint) string { return b.Group + "-cloud-init" }

func cloudInitSource(b plan.Blueprint) *kubevirtv1.CloudInitNoCloudSource {
	switch {
	case b.UserDataSecret != "":
		return &kubevirtv1.CloudInitNoCloudSource{UserDataSecretRef: &corev1.LocalObjectReference{Name: b.UserDataSecret}}
	case inSecret(b):
		return &kubevirtv1.CloudInitNoCloudSource{UserDataSecretRef: &corev1.LocalObjectReference{Name: secretName(b)}}
	case b.UserData != "":
		return &kubevirtv1.CloudInitNoCloudSource{UserData: b.UserData}
	default:
		return nil
	}
}

// secrets makes one Secret for the replicas of a group, which share their text.
type secrets struct{ made map[plan.Ref]bool }

func newSecrets() secrets { return secrets{map[plan.Ref]bool{}} }

func (s secrets) of(b plan.Blueprint) []plan.Object {
	if !inSecret(b) {
		return nil
	}
	secret := &corev1.Secret{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Secret"},
		ObjectMeta: metav1.ObjectMeta{Name: secretName(b), Namespace: b.Ref.Namespace},
		Type:       corev1.SecretTypeOpaque,
		StringData: map[string]string{"userdata": b.UserData},
	}
	o := object(b.Source, plan.Application, secret.ObjectMeta, secret.TypeMeta, secret)
	o.Retain = retain(b)
	if s.made[o.Ref] {
		return nil
	}
	s.made[o.Ref] = true
	return []plan.Object{o}
}
