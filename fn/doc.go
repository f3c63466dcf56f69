// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package fn is the edge between manifests and the domain: it reads intents and
// inventory from objects, lets package plan decide, and writes edits and new objects
// back, in a ResourceList (Run), in objects that the caller has read (Render) or in the
// kpt SDK's own types (Processor). Check judges manifests by the rules.
//
// Calls share nothing that changes: they may run at the same time, each on objects of its own.
package fn
