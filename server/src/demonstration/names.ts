// SPDX-License-Identifier: Apache-2.0
import type { Random } from './random.ts'

/** A person's name in the writings a Japanese company keeps. */
export interface PersonName {
  readonly family: string
  readonly given: string
  readonly familyKana: string
  readonly givenKana: string
  /** `given.family` in Latin letters, for an e-mail address. */
  readonly latin: string
}

type Entry = readonly [written: string, kana: string, latin: string]

const entries = (list: string): Entry[] =>
  list
    .trim()
    .split(/\s+/)
    .map((item) => item.split('/') as unknown as Entry)

// 髙 﨑 𠮷 濵 邉 are forms that naive text handling loses; real customers' lists are full of them.
const families = entries(`
  髙橋/タカハシ/takahashi 髙木/タカギ/takagi 髙田/タカダ/takada 﨑山/サキヤマ/sakiyama 山﨑/ヤマザキ/yamazaki
  川﨑/カワサキ/kawasaki 岩﨑/イワサキ/iwasaki 𠮷田/ヨシダ/yoshida 𠮷野/ヨシノ/yoshino 𠮷川/ヨシカワ/yoshikawa
  濵田/ハマダ/hamada 渡邉/ワタナベ/watanabe 渡邊/ワタナベ/watanabe 渡辺/ワタナベ/watanabe 齋藤/サイトウ/saito
  斎藤/サイトウ/saito 斉藤/サイトウ/saito 佐藤/サトウ/sato 鈴木/スズキ/suzuki 田中/タナカ/tanaka 伊藤/イトウ/ito
  山本/ヤマモト/yamamoto 中村/ナカムラ/nakamura 小林/コバヤシ/kobayashi 加藤/カトウ/kato 吉田/ヨシダ/yoshida
  山田/ヤマダ/yamada 佐々木/ササキ/sasaki 山口/ヤマグチ/yamaguchi 松本/マツモト/matsumoto 井上/イノウエ/inoue
  木村/キムラ/kimura 林/ハヤシ/hayashi 清水/シミズ/shimizu 池田/イケダ/ikeda 橋本/ハシモト/hashimoto
  阿部/アベ/abe 石川/イシカワ/ishikawa 前田/マエダ/maeda 藤田/フジタ/fujita 小川/オガワ/ogawa 岡田/オカダ/okada
  後藤/ゴトウ/goto 長谷川/ハセガワ/hasegawa 村上/ムラカミ/murakami 近藤/コンドウ/kondo 石井/イシイ/ishii
  坂本/サカモト/sakamoto 遠藤/エンドウ/endo 青木/アオキ/aoki 藤井/フジイ/fujii 西村/ニシムラ/nishimura
  福田/フクダ/fukuda 太田/オオタ/ota 三浦/ミウラ/miura 岡本/オカモト/okamoto 松田/マツダ/matsuda
  中川/ナカガワ/nakagawa 中野/ナカノ/nakano 原田/ハラダ/harada 小野/オノ/ono 田村/タムラ/tamura
  竹内/タケウチ/takeuchi 金子/カネコ/kaneko 和田/ワダ/wada 中山/ナカヤマ/nakayama 石田/イシダ/ishida
  上田/ウエダ/ueda 森田/モリタ/morita 原/ハラ/hara 柴田/シバタ/shibata 酒井/サカイ/sakai 工藤/クドウ/kudo
  横山/ヨコヤマ/yokoyama 宮本/ミヤモト/miyamoto 内田/ウチダ/uchida 安藤/アンドウ/ando 島田/シマダ/shimada
  谷口/タニグチ/taniguchi 大野/オオノ/ono 丸山/マルヤマ/maruyama 今井/イマイ/imai 河野/コウノ/kono
  藤原/フジワラ/fujiwara 武田/タケダ/takeda 村田/ムラタ/murata 杉山/スギヤマ/sugiyama 増田/マスダ/masuda
  平野/ヒラノ/hirano 大塚/オオツカ/otsuka 千葉/チバ/chiba 久保/クボ/kubo 松井/マツイ/matsui 野口/ノグチ/noguchi
  菅原/スガワラ/sugawara 木下/キノシタ/kinoshita 佐野/サノ/sano 新井/アライ/arai 小島/コジマ/kojima
  五十嵐/イガラシ/igarashi 早乙女/サオトメ/saotome 榊/サカキ/sakaki 一ノ瀬/イチノセ/ichinose`)

const givens = entries(`
  美咲/ミサキ/misaki 健一/ケンイチ/kenichi 由美子/ユミコ/yumiko 誠/マコト/makoto 陽子/ヨウコ/yoko 翔太/ショウタ/shota
  さくら/サクラ/sakura 大輔/ダイスケ/daisuke 恵/メグミ/megumi 浩二/コウジ/koji 智子/トモコ/tomoko 拓也/タクヤ/takuya
  直樹/ナオキ/naoki 裕子/ヒロコ/hiroko 純一/ジュンイチ/junichi 愛/アイ/ai 達也/タツヤ/tatsuya 真理子/マリコ/mariko
  修/オサム/osamu 千尋/チヒロ/chihiro 亮/リョウ/ryo 久美子/クミコ/kumiko 隆/タカシ/takashi 明日香/アスカ/asuka
  剛/ツヨシ/tsuyoshi 典子/ノリコ/noriko 健太/ケンタ/kenta 麻衣/マイ/mai 博之/ヒロユキ/hiroyuki 彩/アヤ/aya
  和也/カズヤ/kazuya 京子/キョウコ/kyoko 哲也/テツヤ/tetsuya 瞳/ヒトミ/hitomi 雅人/マサト/masato 香織/カオリ/kaori
  悠斗/ユウト/yuto 結衣/ユイ/yui 正樹/マサキ/masaki 奈々/ナナ/nana 幸子/サチコ/sachiko 義男/ヨシオ/yoshio
  あゆみ/アユミ/ayumi 俊介/シュンスケ/shunsuke 絵里/エリ/eri 清/キヨシ/kiyoshi 葵/アオイ/aoi 慎吾/シンゴ/shingo
  紀子/ノリコ/noriko 涼/リョウ/ryo 優子/ユウコ/yuko 勝/マサル/masaru 文香/フミカ/fumika 康平/コウヘイ/kohei
  美紀/ミキ/miki 昇/ノボル/noboru 理沙/リサ/risa 光太郎/コウタロウ/kotaro 春菜/ハルナ/haruna 英明/ヒデアキ/hideaki
  弥生/ヤヨイ/yayoi 淳/ジュン/jun 千代/チヨ/chiyo 遼/リョウ/ryo 園子/ソノコ/sonoko 渉/ワタル/wataru
  澪/ミオ/mio 啓介/ケイスケ/keisuke 楓/カエデ/kaede 圭/ケイ/kei 志保/シホ/shiho 匠/タクミ/takumi`)

const fromAbroad = entries(`
  サントス/サントス/santos グエン/グエン/nguyen キム/キム/kim シルバ/シルバ/silva ミュラー/ミュラー/muller 陳/チン/chen`)
const givensAbroad = entries(`
  マリア/マリア/maria ティラン/ティラン/thi.lan ソヨン/ソヨン/soyeon ルーカス/ルーカス/lucas ハンナ/ハンナ/hanna 志明/シメイ/zhiming`)

/** Draws a name: mostly Japanese, one in forty from abroad. */
export function drawName(random: Random): PersonName {
  const abroad = random.chance(0.025)
  return nameOf(random.pick(abroad ? fromAbroad : families), random.pick(abroad ? givensAbroad : givens))
}

/** The name whose parts are written so; throws when the lists do not have them. */
export function nameWritten(family: string, given: string): PersonName {
  const find = (list: readonly Entry[], written: string) => {
    const found = list.find((entry) => entry[0] === written)
    if (!found) throw new Error(`no such name in the lists: ${written}`)
    return found
  }
  return nameOf(find(families, family), find(givens, given))
}

function nameOf(family: Entry, given: Entry): PersonName {
  return {
    family: family[0],
    given: given[0],
    familyKana: family[1],
    givenKana: given[1],
    latin: `${given[2]}.${family[2]}`,
  }
}

const fullKana =
  'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンッャュョァィェォー'
const halfKana = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝｯｬｭｮｧｨｪｫｰ'
const halfWidth = new Map(Array.from(fullKana, (full, at) => [full, halfKana.charAt(at)]))

/** Katakana as a system of the 1980s kept it: half-width, with the voicing marks as letters of their own. */
export function halfWidthKana(kana: string): string {
  const marked = kana.normalize('NFD').replaceAll('\u3099', 'ﾞ').replaceAll('\u309a', 'ﾟ')
  return Array.from(marked, (letter) => halfWidth.get(letter) ?? letter).join('')
}
