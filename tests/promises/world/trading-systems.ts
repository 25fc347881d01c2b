// SPDX-License-Identifier: Apache-2.0
import type { Tables } from './categories.ts'

const text = 'text'

/** What the fictional trading group keeps in its shop. */
export const shop: Tables = {
  customers: {
    columns: {
      email: ['user.contact.email', text],
      name: ['user.name', text],
      phone: ['user.contact.phone_number', text],
      address: ['user.contact.address.street', text],
      country: ['user.contact.address.country', text],
    },
  },
  identities: {
    of: 'customers',
    columns: {
      born_on: ['user.demographic.date_of_birth', 'date'],
      gender: ['user.demographic.gender', text],
      nationality: ['user.demographic.nationality', text],
      residence: ['user.demographic.residence', text],
      licence: ['user.government_id.drivers_license_number', text],
      photo: ['user.image', text],
      passport: ['user.government_id.passport_number', text],
      visa: ['user.government_id.visa', text],
      job: ['user.job_title', text],
      family: ['user.family', text],
    },
  },
  applications: { of: 'customers', columns: { background: ['user.employment.application', text] } },
  logins: {
    of: 'customers',
    columns: { login_name: ['user.credentials', text], password: ['user.credentials.password', text] },
  },
  payments: {
    of: 'customers',
    columns: {
      billing: ['user.financial.billing', text],
      card: ['user.financial.credit_card', text],
      payment: ['user.payment', text],
      account: ['user.financial.bank_account', text],
    },
  },
  usage: {
    of: 'customers',
    columns: { bought: ['user.behavior.purchase_history', text], asked: ['user.content.inquiry', text] },
  },
  traces: {
    of: 'customers',
    columns: {
      ip: ['user.device.ip_address', text],
      mobile_location: ['user.location', text],
      device: ['user.device', text],
      log: ['user.behavior.browsing_history', text],
      cookie: ['user.device.cookie_id', text],
    },
  },
  recordings: {
    of: 'customers',
    columns: { call: ['user.content.call_recording', text], camera: ['user.content.security_video', text] },
  },
  examinations: { of: 'customers', columns: { examined: ['user.examination', text] } },
  likings: {
    of: 'customers',
    columns: { preference: ['user.preferences', text], hobby: ['user.preferences', text] },
  },
  remarks: { of: 'customers', columns: { remark: ['user.content.voluntary', text] } },
}

/** Customers of several countries; what is secret or masked of them must never be read anywhere. */
export const customers = {
  jp: 'aoi@minato.example.jp',
  de: 'lena@hafen.example.de',
  nowhere: 'kai@umi.example.jp',
} as const
/** A card number (of a test range) and what else must not be seen. */
export const hidden = {
  card: '4111111111111111',
  password: 'geheimes-wort-27',
  login: 'aoi-login-name',
} as const

/** Rows of those tables. */
export const shopRows = `
insert into customers values
  (1, '${customers.jp}', '港 葵', '03-0000-0041', '港町一丁目1番', 'JP'),
  (2, '${customers.de}', 'Lena Hafen', '+49 30 000000', 'Hafenstr. 1', 'Germany'),
  (3, '${customers.nowhere}', '海 快', '03-0000-0043', '海町二丁目2番', null);
insert into identities values (1, 1, '1990-01-02', '女', '日本', '日本', '免許', '顔写真', '旅券', 'なし', '会計士', '二人');
insert into applications values (1, 1, '商社に五年');
insert into logins values (1, 1, '${hidden.login}', '${hidden.password}');
insert into payments values (1, 1, '月末', '${hidden.card}', '振込', '普通');
insert into usage values (1, 1, '茶器', '送料を尋ねた');
insert into traces values (1, 1, '192.0.2.8', '港町', 'phone', '/tea', 'c-77');
insert into recordings values (1, 1, '録音 一', '入口の映像 一');
insert into examinations values (1, 1, '取引時の確認を終えた');
insert into likings values (1, 1, '緑茶', '茶道');
insert into remarks values (1, 1, '糖尿病のため、甘いものは送らないでほしい'), (2, 2, '包装は簡単でよい');
analyze;`
