// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { look, mapOf, scanWith, tablesOf, type Columns, type Sight, type Tables } from './categories.ts'
import type { Person } from './person.ts'
import type { World } from './world.ts'

const text = 'text'

/** What the fictional cleaning company keeps in its operations database. */
const operations: Tables = {
  contacts: {
    columns: {
      email: ['user.contact.email', text],
      name: ['user.name', text],
      title: ['user.job_title', text],
      department: ['user.workplace.department', text],
      phone: ['user.contact.phone_number', text],
      preferred_method: ['user.contact.preference', text],
    },
  },
  clients: {
    of: 'contacts',
    columns: {
      company_name: ['user.contact.organization', text],
      registration: ['user.workplace.registration', text],
      parent_company: ['user.workplace.registration', text],
      main_address: ['user.contact.address', text],
    },
  },
  facilities: {
    of: 'clients',
    columns: {
      facility_address: ['user.contact.address', text],
      entry_requirements: ['user.workplace.access_requirements', text],
      security_protocol: ['user.workplace.access_requirements', text],
      emergency_contact: ['user.contact.emergency', text],
      floor_plan: ['user.workplace.floor_plan', text],
    },
  },
  billing: {
    of: 'clients',
    columns: {
      billing_details: ['user.financial.billing', text],
      payment_preference: ['user.payment', text],
      accounting_contact: ['user.financial.billing', text],
    },
  },
  insurance: { of: 'clients', columns: { cover: ['user.financial.insurance', text] } },
  schedules: {
    of: 'clients',
    columns: {
      planned: ['user.service.schedule', text],
      frequency: ['user.service.schedule', text],
      timing: ['user.service.schedule', text],
    },
  },
  requirements: {
    of: 'clients',
    columns: { special: ['user.service.requirements', text], haccp: ['user.service.requirements', text] },
  },
  quality: {
    of: 'clients',
    columns: {
      audit_report: ['user.service.quality', text],
      inspection_result: ['user.service.quality', text],
      compliance_document: ['user.service.quality', text],
    },
  },
  completions: {
    of: 'clients',
    columns: {
      completed_at: ['user.service.completion', 'timestamptz'],
      report: ['user.service.completion', text],
    },
  },
  feedback: {
    of: 'clients',
    columns: { comment: ['user.content.feedback', text], rating: ['user.content.feedback', 'int'] },
  },
  equipment: {
    of: 'clients',
    columns: { used: ['user.service.equipment', text], maintenance: ['user.service.equipment', text] },
  },
  incidents: {
    of: 'clients',
    columns: {
      incident: ['user.service.incident', text],
      corrective_action: ['user.service.incident', text],
    },
  },
  readings: {
    of: 'clients',
    columns: { taken_at: ['user.sensor', 'timestamptz'], level: ['user.sensor', 'real'] },
  },
  entries: {
    of: 'clients',
    columns: {
      entered_at: ['user.workplace.entry_log', 'timestamptz'],
      door: ['user.workplace.entry_log', text],
    },
  },
  mails: { of: 'contacts', columns: { body: ['user.content.correspondence', text] } },
  calls: { of: 'contacts', columns: { summary: ['user.content.call_log', text] } },
  meetings: { of: 'contacts', columns: { minutes: ['user.content.meeting', text] } },
  performance: {
    of: 'clients',
    columns: { measure: ['user.service.performance', text], score: ['user.service.performance', 'real'] },
  },
  contracts: {
    of: 'clients',
    columns: {
      terms: ['user.contract', text],
      price: ['user.contract', 'numeric'],
      service_level: ['user.contract', text],
    },
  },
  invoices: {
    of: 'clients',
    columns: {
      invoice: ['user.financial.invoice', text],
      payments: ['user.financial.payment_history', text],
      status: ['user.financial.payment_history', text],
    },
  },
  credit: {
    of: 'clients',
    columns: { reference: ['user.financial.credit', text], assessment: ['user.financial.credit', text] },
  },
  budgets: {
    of: 'clients',
    columns: { budget: ['user.financial.budget', 'numeric'], cost_centre: ['user.financial.budget', text] },
  },
}

/** People to be written to, one of them twice. */
export const contacts = {
  hana: 'hana@kaede.example.jp',
  ren: 'ren@tsubaki.example.jp',
  mio: 'mio@sumire.example.jp',
} as const

/** Readings that the operations database has. */
export const firstReadings = 200_000

/** Rows of those tables. */
const operationsRows = `
insert into contacts (id, email, name, title, department, phone, preferred_method) values
  (1, '${contacts.hana}', '楓 花', '支配人', '総務部', '03-0000-0001', 'mail'),
  (2, '${contacts.ren}', '椿 蓮', '料理長', '調理部', '03-0000-0002', 'phone'),
  (3, '${contacts.mio}', '菫 澪', '課長', '施設課', '03-0000-0003', 'post'),
  (4, '${contacts.ren.toUpperCase()}', '椿 蓮', '料理長', '調理部', '03-0000-0002', 'phone');
insert into clients values
  (1, 1, 'ホテル楓', '登記 一', '楓ホールディングス', '東京都かえで区一丁目1番'),
  (2, 2, '料亭椿', '登記 二', null, '東京都つばき区二丁目2番');
insert into facilities values (1, 1, '東京都かえで区三丁目3番', '受付で記帳', '合鍵は二人で扱う', '警備室', '一階の図面');
insert into billing values (1, 1, '月末締め', '振込', '経理課');
insert into insurance values (1, 1, '賠償責任 一億円');
insert into schedules values (1, 1, '毎朝', '週六回', '六時から');
insert into requirements values (1, 1, '厨房の高圧洗浄', '手洗いの記録');
insert into quality values (1, 1, '監査 良', '検査 良', '適合');
insert into completions values (1, 1, now(), '作業を終えた');
insert into feedback values (1, 1, '満足', 5);
insert into equipment values (1, 1, '床磨き機', '六月に点検');
insert into incidents values (1, 1, '床が濡れていた', '掲示を増やした');
insert into readings select n, 1 + n % 2, now() - n * interval '1 minute', n % 100 from generate_series(1, ${firstReadings}) n;
insert into entries values (1, 1, now(), '裏口');
insert into mails values (1, 1, '清掃の日程の件');
insert into calls values (1, 2, '折り返しを約束した');
insert into meetings values (1, 1, '来月の計画を話した');
insert into performance values (1, 1, '時間どおりの割合', 0.98);
insert into contracts values (1, 1, '一年更新', 120000, '苦情に二十四時間以内');
insert into invoices values (1, 1, '六月分', '入金済み', '残高なし');
insert into credit values (1, 1, '照会済み', '安定');
insert into budgets values (1, 1, 1500000, '施設管理');
analyze;`

/** What its website keeps. */
const website: Tables = {
  inquiries: {
    columns: { email: ['user.contact.email', text], question: ['user.content.inquiry', text] },
  },
  visits: {
    of: 'inquiries',
    columns: {
      page: ['user.behavior.browsing_history', text],
      seconds: ['user.behavior.browsing_history', 'int'],
      came_from: ['user.behavior.browsing_history', text],
      ip: ['user.device.ip_address', text],
      browser: ['user.device', text],
      device: ['user.device', text],
    },
  },
}

/** Rows of the website. */
const websiteRows = `
insert into inquiries values (1, '${contacts.hana}', '見積りをお願いします');
insert into visits values (1, 1, '/services', 42, '/', '192.0.2.7', 'browser of a phone', 'phone');`

/** The two systems, as whoever runs them changes and connects them. */
export interface Systems {
  /** Runs statements in the website's file. */
  site(statements: string): void
  /** Connects both, scans them, and tells what the register then says; `declared` adds columns to the map of visits. */
  connect(manager: Person, how?: { readonly bare?: boolean; readonly declared?: Columns }): Promise<Sight>
}

/** Makes the systems of the cleaning company. */
export async function openSystems(world: World): Promise<Systems> {
  const database = await world.database('cleaning_operations', tablesOf(operations) + operationsRows)
  const path = join(mkdtempSync(join(tmpdir(), 'yakusoku-promises-')), 'site.sqlite')
  const site = (statements: string) => {
    const file = new DatabaseSync(path)
    file.exec(statements)
    file.close()
  }
  site(tablesOf(website) + websiteRows)
  return {
    site,
    async connect(manager, { bare = false, declared = {} } = {}) {
      const { visits, ...rest } = website
      const columns = { ...visits?.columns, ...declared }
      const told = { ...rest, visits: { of: 'inquiries', columns } }
      const systems = [
        { key: 'operations', url: database.url, map: mapOf('operations', operations, bare) },
        { key: 'website', url: `sqlite:${path}`, map: mapOf('website', told, bare) },
      ]
      for (const system of systems) await scanWith(manager, 'cleaning', system)
      return look(manager, 'cleaning')
    },
  }
}
