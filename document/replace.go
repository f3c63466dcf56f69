// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

// Replace puts another object in the place of one of the stream's.
func (s *Stream) Replace(old, successor *Object) {
	for _, p := range s.parts {
		if p.object == old {
			p.object, p.swapped = successor, true
			return
		}
	}
}
