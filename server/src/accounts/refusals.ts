// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** The refusals of accounts. None of them tells whether an e-mail address has an account. */
export const accountsRefusals = defineRefusals({
  'accounts.sign-in-needed': {
    status: 401,
    message: text('サインインが必要です。', 'You are not signed in.'),
    remedy: text(
      'サインインするか、有効な API トークンを送ってください。',
      'Sign in, or send a valid API token.',
    ),
  },
  'accounts.second-factor-needed': {
    status: 403,
    message: text('二要素認証が済んでいません。', 'The second factor is still to be shown.'),
    remedy: text(
      '認証アプリまたはパスキーを設定し、確認を済ませてください。',
      'Set up an authenticator app or a passkey and confirm with it.',
    ),
  },
  'accounts.forbidden': {
    status: 403,
    message: text(
      '権限 {permission} がありません。',
      'This needs the permission {permission}, which you do not have.',
    ),
    remedy: text('次の役割の人に頼んでください: {roles}。', 'Ask somebody with one of these roles: {roles}.'),
  },
  'accounts.foreign-origin': {
    status: 403,
    message: text('別のサイトからの送信は受け付けません。', 'This was sent from another site.'),
    remedy: text(
      'このサーバーのアドレスを開いて操作してください。アドレスが正しい場合は、管理者に YAKUSOKU_URL の確認を頼んでください。',
      'Open this server by its own address. If that is what you did, have YAKUSOKU_URL checked.',
    ),
  },
  'accounts.wrong-credentials': {
    status: 401,
    message: text(
      'メールアドレスまたはパスワードが違います。',
      'The e-mail address or the password is wrong.',
    ),
    remedy: text(
      '入力を確かめてください。忘れた場合は、サーバーの管理者に新しいリンクを発行してもらってください。',
      'Check both. If you forgot them, have whoever runs the server make you a new link.',
    ),
  },
  'accounts.wrong-password': {
    status: 422,
    message: text('パスワードが違います。', 'The password is wrong.'),
    remedy: text('今のパスワードを入力してください。', 'Enter your present password.'),
  },
  'accounts.wrong-code': {
    status: 401,
    message: text('コードが違うか、使用済みです。', 'The code is wrong or was used already.'),
    remedy: text(
      '認証アプリに次に表示されるコードを入れてください。端末の時刻も確かめてください。',
      'Enter the next code your app shows, and check the clock of that device.',
    ),
  },
  'accounts.challenge-gone': {
    status: 401,
    message: text(
      '確認の有効期限または回数を超えました。',
      'The time or the tries for the code are used up.',
    ),
    remedy: text('パスワードの入力からやり直してください。', 'Start again with your password.'),
  },
  'accounts.locked': {
    status: 429,
    message: text(
      'コードの誤りが続いたため、一時的に止めています。',
      'Too many wrong codes: codes are refused for a while.',
    ),
    remedy: text('15 分後にもう一度お試しください。', 'Try again in 15 minutes.'),
  },
  'accounts.second-factor-unreadable': {
    status: 409,
    message: text(
      'サーバーの秘密が変わったため、認証アプリもバックアップコードも確認できません。',
      'The server’s session secret was changed, so neither authenticator app nor backup code can be checked.',
    ),
    remedy: text(
      'サーバーの管理者に回復用のリンクを発行してもらってください。パスキーがあれば、それでサインインできます。',
      'Have whoever runs the server make you a recovery link. A passkey still signs you in.',
    ),
  },
  'accounts.totp-already': {
    status: 409,
    message: text('認証アプリは設定済みです。', 'An authenticator app is set up already.'),
    remedy: text('先に今の設定を解除してください。', 'Turn the present one off first.'),
  },
  'accounts.totp-missing': {
    status: 409,
    message: text('認証アプリが設定されていません。', 'No authenticator app is set up.'),
    remedy: text('先に認証アプリを設定してください。', 'Set one up first.'),
  },
  'accounts.passkey-refused': {
    status: 422,
    message: text('パスキーを確認できませんでした。', 'The passkey could not be confirmed.'),
    remedy: text(
      '画面を開き直し、端末の本人確認（生体認証や PIN）を済ませてください。',
      'Open the page again and confirm with the device (fingerprint, face or PIN).',
    ),
  },
  'accounts.weak-password': {
    status: 422,
    message: text(
      'このパスワードは使えません（理由: {reason}）。',
      'This password cannot be used (reason: {reason}).',
    ),
    remedy: text(
      '12 文字以上 128 文字以下で、メールアドレスの名前を含まず、同じ並びの繰り返しでないものにしてください。',
      'Use 12 to 128 characters, without the name in your e-mail address, and not one pattern repeated.',
    ),
  },
  'accounts.link-invalid': {
    status: 410,
    message: text('このリンクは使えません。', 'This link does not work.'),
    remedy: text(
      'リンクは 1 回限り、7 日間有効です。新しいリンクを発行してもらってください。',
      'A link works once, within 7 days. Ask for a new one.',
    ),
  },
  'accounts.sign-in-first': {
    status: 409,
    message: text('すでにアカウントがあります。', 'You have an account already.'),
    remedy: text(
      'そのアカウントでサインインしてから、このリンクをもう一度開いてください。',
      'Sign in with it, then open this link again.',
    ),
  },
  'accounts.already-member': {
    status: 409,
    message: text('この人はすでに登録されています。', 'This person is an operator here already.'),
    remedy: text('一覧から役割を変更してください。', 'Change the roles in the list instead.'),
  },
  'accounts.own-roles': {
    status: 403,
    message: text(
      '自分の役割を変えたり、自分を外したりすることはできません。',
      'Nobody changes their own roles or removes themselves.',
    ),
    remedy: text(
      'ほかの個人情報保護管理者に頼んでください。',
      'Ask another privacy manager of the organisation.',
    ),
  },
  'accounts.last-privacy-manager': {
    status: 409,
    message: text(
      '最後の個人情報保護管理者は外せません。',
      'The last privacy manager of an organisation cannot be removed.',
    ),
    remedy: text('先に別の人をその役割にしてください。', 'Give that role to somebody else first.'),
  },
  'accounts.beyond-yourself': {
    status: 403,
    message: text(
      '自分にない権限は渡せません: {permissions}。',
      'You cannot give permissions you do not have: {permissions}.',
    ),
    remedy: text('渡す権限を減らしてください。', 'Leave these out.'),
  },
  'accounts.expiry': {
    status: 422,
    message: text('有効期限が範囲外です。', 'The expiry is out of range.'),
    remedy: text(
      '今より後、{latest} までの日時にしてください。',
      'Choose a time after now and no later than {latest}.',
    ),
  },
})
