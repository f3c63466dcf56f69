// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package document holds manifests as text. It finds the documents of a file, the
// items of a list and the items of a KRM ResourceList, reads their values by path,
// applies edits to them, and writes new objects.
//
// What nobody touches is copied byte for byte: comments, order, quoting, line ends,
// separators and fields that no type knows.
//
// Scalars mean what they mean to kubectl (sigs.k8s.io/yaml): an unquoted yes is a
// boolean, an unquoted 0777 is an octal number, a date is a string.
//
// Objects are made by Parse, ParseResourceList and New; their zero value is of no use. One
// object must not be edited and read at the same time, different ones may, also those of one text.
package document
