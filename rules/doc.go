// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package rules says what must be true of manifests for virtual machines to be highly
// available, and finds where it is not. A rule is a value with its document inside; All
// lists them. Rules read manifests through World, which is built once and looks every
// reference up in an index, so that a check of many machines stays linear.
//
// A rule speaks up where the manifests prove it. Where a fact is missing, such as a version
// or a claim that is not among the manifests, it gives a hint (severity info) or is silent.
package rules
