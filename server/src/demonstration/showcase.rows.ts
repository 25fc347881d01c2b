// SPDX-License-Identifier: Apache-2.0
import type { Dates } from './dates.ts'
import { rowOf, type Row } from './rows.ts'
import { castEmails, castIds } from './showcase.ts'
import type { Contact, World } from './world.ts'

/*
 * Rows written by hand about the people of the walk-through. In several of them somebody else is named, with a
 * number or an address: that is what the operator has to take out before the answer leaves.
 */

const played = (world: World, id: number) => world.contacts[id - 1] as Contact

/** A visit to the hotel, 58 days before the reference date. */
const misakiVisit = 170_001

const numbered = (after: number, rows: readonly Row[]): Row[] =>
  rows.map((row, at) => [after + at + 1, ...row])

/** Calls of the cast, two of them between two contacts; numbered on from `after`. */
export function showcaseCalls(world: World, dates: Dates, after: number): Row[] {
  const [misaki, colleague] = [played(world, castIds.misaki), played(world, castIds.misakiColleague)]
  const [kenichi, yumiko] = [played(world, castIds.kenichiAtManager), played(world, castIds.yumiko)]
  const osamu = played(world, castIds.yumikoColleagueOsamu)
  const { id: hotel } = misaki.facility
  return numbered(after, [
    rowOf(
      [dates.at(41, 605), 412, 'transferred', misaki.id, colleague.id, misaki.mobile, hotel, 'D-21'],
      [`大浴場の床の件で﨑山 誠様(${colleague.mobile})へ転送。﨑山様は腰痛で通院中、立会いは髙橋様が代行。`],
    ),
    rowOf(
      [dates.at(33, 910), 188, 'transferred', colleague.id, misaki.id, colleague.mobile, hotel, 'D-14'],
      ['機械室の鍵の受渡しを髙橋様に確認したいとのこと。つないだ。'],
    ),
    rowOf(
      [dates.at(12, 700), 95, 'out', null, misaki.id, misaki.mobile, hotel, 'D-21'],
      ['来週の客室清掃の開始時刻を30分繰下げ。了承。'],
    ),
    rowOf(
      [dates.at(25, 640), 260, 'in', kenichi.id, null, kenichi.mobile, kenichi.facility.id, 'D-33'],
      ['巡回清掃の報告書を2社分まとめて送ってほしいとの依頼。'],
    ),
    rowOf(
      [
        dates.at(9, 1_010),
        330,
        'transferred',
        yumiko.id,
        osamu.id,
        yumiko.mobile,
        yumiko.facility.id,
        'D-14',
      ],
      [`排気ダクトの日程。齋藤 修様(${osamu.mobile})の休みと重なるため翌週に。`],
    ),
  ])
}

/** Mails of the cast, with copies to others; numbered on from `after`. */
export function showcaseMails(world: World, dates: Dates, after: number, desk: string): Row[] {
  const [misaki, successor] = [played(world, castIds.misaki), played(world, castIds.misakiSuccessor)]
  const [kenichi, osamu] = [
    played(world, castIds.kenichiAtManager),
    played(world, castIds.yumikoColleagueOsamu),
  ]
  return numbered(after, [
    rowOf(
      [dates.at(62, 560), 'in', misaki.id, misaki.email, desk, [successor.email]],
      [
        '担当変更の予定',
        `来春から客室の窓口は濵田 陽子(${successor.mobile})が務めます。引継ぎまでは髙橋までお願いします。`,
      ],
    ),
    rowOf(
      [dates.at(61, 620), 'out', misaki.id, desk, misaki.email, [successor.email, castEmails.colleague]],
      ['Re: 担当変更の予定', '承知しました。濵田様と﨑山様にも写しをお送りします。'],
    ),
    rowOf(
      [dates.at(5, 655), 'in', null, castEmails.misakiPrivate, desk, []],
      [
        '髙橋です(私用アドレスから失礼します)',
        '社内のメールが止まっているため、こちらから失礼します。明日の立会いは10時でお願いします。',
      ],
    ),
    rowOf(
      [dates.at(18, 870), 'out', kenichi.id, desk, kenichi.email, []],
      ['巡回清掃報告書(2社分)', 'ご依頼の報告書をお送りします。ホテル分は先方の総務様にもお送りしています。'],
    ),
    rowOf(
      [dates.at(7, 540), 'in', osamu.id, castEmails.shared, desk, []],
      ['厨房の件(齋藤)', '齋藤です。水曜は私が休みのため、渡邉が立ち会います。'],
    ),
  ])
}

/** Feedback of the cast; numbered on from `after`. */
export function showcaseFeedback(world: World, dates: Dates, after: number): Row[] {
  const [misaki, megumi] = [played(world, castIds.misaki), played(world, castIds.yumikoColleagueMegumi)]
  return numbered(after, [
    rowOf(
      [misaki.facility.id, misaki.id, misakiVisit, dates.at(55, 720), 'アンケート', 4],
      ['客室は満足です。機械室は﨑山が気にしていました。清掃班の佐藤様の対応が特によかったです。'],
    ),
    rowOf(
      [misaki.facility.id, misaki.id, null, dates.at(110, 905), '面談', 5],
      ['夜間の騒音がなくなりました。'],
    ),
    rowOf(
      [megumi.facility.id, megumi.id, null, dates.at(30, 1_000), 'メール', 2],
      ['閉店前に来られると困ります。山﨑からも伝えたはずです。'],
    ),
  ])
}

/** Incidents the cast reported; numbered on from `after`. */
export function showcaseIncidents(world: World, dates: Dates, after: number): Row[] {
  const misaki = played(world, castIds.misaki)
  return numbered(after, [
    rowOf(
      [misaki.facility.id, misaki.id, dates.at(44, 480), '転倒'],
      [
        '大浴場の出口で宿泊のお客様(山田様)が滑られた。けがなし。髙橋様より報告。',
        '滑り止めの敷物を追加し、乾燥確認の記録を様式に追加。',
        dates.day(36),
      ],
    ),
  ])
}
