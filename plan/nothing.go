// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

// Nothing is an absent node.
var Nothing Node = nothing{}

type nothing struct{}

func (nothing) Kind() Kind                   { return Absent }
func (nothing) Get(string) Node              { return Nothing }
func (nothing) First() Node                  { return Nothing }
func (nothing) Next() Node                   { return Nothing }
func (nothing) Key() string                  { return "" }
func (nothing) Len() int                     { return 0 }
func (nothing) Text() string                 { return "" }
func (nothing) IsString() bool               { return false }
func (nothing) Int() (int64, bool)           { return 0, false }
func (nothing) Bool() (value, ok bool)       { return false, false }
func (nothing) Position() (line, column int) { return 0, 0 }
