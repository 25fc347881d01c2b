// SPDX-License-Identifier: Apache-2.0
import type { Dates } from './dates.ts'
import { rowOf, type Row } from './rows.ts'
import { castEmails, castIds } from './showcase.ts'
import type { World } from './world.ts'

/* What the people of the walk-through did on the website, written by hand. */

const sessions = {
  misakiMail: 'c0ffee00000000000000000000000101',
  misakiInquiry: 'c0ffee00000000000000000000000102',
  misakiPhone: 'c0ffee00000000000000000000000103',
  kenichi: 'c0ffee00000000000000000000000104',
  shared: 'c0ffee00000000000000000000000106',
} as const

const windows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'

const companyOf = (world: World, id: number) => world.contacts[id - 1]?.client.name ?? null

/** Two newsletters, numbered on from `after`. */
export function showcaseSubscribers(world: World, dates: Dates, after: number): Row[] {
  const [hotel, manager] = [companyOf(world, castIds.misaki), companyOf(world, castIds.kenichiAtManager)]
  const [asked, confirmed] = [dates.at(420, 610), dates.at(420, 640)]
  return [
    [after + 1, castEmails.misaki, '髙橋 美咲', hotel, 'ja', '衛生だより,新サービス', asked, confirmed, null],
    [after + 2, castEmails.kenichi, '吉田健一', manager, 'ja', 'HACCP', asked, confirmed, dates.at(50, 700)],
  ]
}

/** Five sessions; `after` as given for the subscribers. */
export function showcaseSessions(_world: World, dates: Dates, after: number): Row[] {
  const mail = 'https://minatsuyu.example/mail'
  return [
    [sessions.misakiMail, dates.at(70, 745), '192.0.2.77', windows, 'ja', mail, after + 1],
    [sessions.misakiInquiry, dates.at(58, 1_120), '192.0.2.77', windows, 'ja', null, null],
    [sessions.misakiPhone, dates.at(4, 1_330), '2001:db8:77::101', iphone, 'ja', null, null],
    [sessions.kenichi, dates.at(52, 560), '198.51.100.40', windows, 'ja', mail, after + 2],
    [sessions.shared, dates.at(27, 980), '203.0.113.6', windows, 'ja', null, null],
  ]
}

/** Pages seen in those sessions. */
export function showcasePageViews(_world: World, _dates: Dates): Row[] {
  return [
    [sessions.misakiMail, 1, '/services/hotel', 95],
    [sessions.misakiMail, 2, '/privacy', 41],
    [sessions.misakiInquiry, 1, '/', 12],
    [sessions.misakiInquiry, 2, '/contact', 230],
    [sessions.misakiPhone, 1, '/contact', 180],
    [sessions.kenichi, 1, '/services/haccp', 64],
    [sessions.shared, 1, '/services', 33],
    [sessions.shared, 2, '/contact', 140],
  ]
}

/** Three inquiries, one from a private address that the desk recognised; numbered on from `after`. */
export function showcaseInquiries(world: World, dates: Dates, after: number): Row[] {
  const [misaki, yumiko] = [world.contacts[castIds.misaki - 1], world.contacts[castIds.yumiko - 1]]
  const [hotel, restaurant] = [companyOf(world, castIds.misaki), companyOf(world, castIds.yumiko)]
  return [
    rowOf(
      [after + 1, dates.at(58, 1_125), '髙橋 美咲', hotel, castEmails.misaki, misaki?.mobile ?? null, '品質'],
      ['機械室の清掃頻度について相談です。施設課の﨑山(makoto.sakiyama@aomi-hotel.example.jp)も同席します。'],
      [String(castIds.misaki), sessions.misakiInquiry, dates.at(57, 600)],
    ),
    rowOf(
      [after + 2, dates.at(4, 1_334), 'たかはし', null, castEmails.misakiPrivate, null, '個人情報'],
      ['会社のメールが使えないため私用から送ります。登録されている私の携帯番号を確認できますか。'],
      [String(castIds.misaki), sessions.misakiPhone, null],
    ),
    rowOf(
      [
        after + 3,
        dates.at(27, 985),
        '空見食堂 事務所',
        restaurant,
        castEmails.shared,
        yumiko?.mobile ?? null,
      ],
      ['見積', '排気ダクトの追加清掃の見積をお願いします。渡邉か齋藤がいる日だと助かります。山﨑'],
      [null, sessions.shared, dates.at(26, 640)],
    ),
  ]
}

/** Three downloads; numbered on from `after`. */
export function showcaseDownloads(world: World, dates: Dates, after: number): Row[] {
  const [hotel, manager] = [companyOf(world, castIds.misaki), companyOf(world, castIds.kenichiAtManager)]
  return [
    [after + 1, dates.at(70, 750), castEmails.misaki, hotel, '料金の目安.pdf', sessions.misakiMail],
    [after + 2, dates.at(52, 565), castEmails.kenichi, manager, 'HACCP 清掃手引き.pdf', sessions.kenichi],
    [after + 3, dates.at(52, 566), castEmails.kenichi, manager, '会社案内.pdf', sessions.kenichi],
  ]
}

/** Cookie choices of three sessions; numbered on from `after`. */
export function showcaseConsents(_world: World, dates: Dates, after: number): Row[] {
  return [
    [after + 1, sessions.misakiMail, dates.at(70, 746), true, true, false, false, '1.0.0'],
    [after + 2, sessions.misakiPhone, dates.at(4, 1_331), false, false, false, true, '1.0.0'],
    [after + 3, sessions.kenichi, dates.at(52, 561), true, false, false, false, '1.0.0'],
  ]
}
