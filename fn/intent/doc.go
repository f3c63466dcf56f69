// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package intent reads an intent: it checks its structure against the embedded
// JSON schema, says every mistake at once in words for people, and decodes it.
//
// The check is its own and not a library's, because the schemas use few keywords,
// a library compiles them in more time than the whole run may take, and the
// messages need the schema at hand (docs/decisions/0003-schema-check.md). A test
// holds it against a library.
package intent
