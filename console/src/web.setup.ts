// SPDX-License-Identifier: Apache-2.0
import { configure } from '@testing-library/react'

// A busy machine may keep a page waiting longer than the second there is by default.
configure({ asyncUtilTimeout: 30_000 })
