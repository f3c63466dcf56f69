// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package plan is the domain: it takes every decision about a group of machines
// once, so that what is generated, what is edited and what is checked agree.
//
// All of it is pure: values in, values out. It reads manifests through Node, and
// what it wants changed it says as Edit and Object; package document turns both
// into text.
package plan
