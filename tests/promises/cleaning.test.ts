// SPDX-License-Identifier: Apache-2.0
import { beforeAll } from 'vitest'
import { openCompany } from './cleaning/company.ts'
import './cleaning/register.ts'
import './cleaning/notices.ts'
import './cleaning/discretion.ts'
import './gate/cleaning.ts'
import './gate/cleaning-abroad.ts'

// The sections share one company, whose systems stay connected from one to the next: they run in this order.
beforeAll(openCompany)
