// SPDX-License-Identifier: Apache-2.0
import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { keyboard, pointer, type Hands } from './hands.ts'
import { consoleWords, privacyWords, type ConsoleWords, type PrivacyWords } from './words.ts'

/** Somebody at a browser of their own: nothing is shared with anybody else's. */
export interface Visitor {
  readonly language: 'ja' | 'en'
  readonly page: Page
  readonly context: BrowserContext
  readonly hands: Hands
  /** Whether the browser runs scripts. */
  readonly script: boolean
  /** Labels of the pages that work without script. */
  readonly said: PrivacyWords
  /** Words of the console. */
  readonly words: ConsoleWords
  /** What a browser complained about so far, answers that the test meant to get left out. */
  readonly troubles: readonly string[]
}

/** Starts Chromium, headless and without calls home. */
export function startBrowser(executablePath: string): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return chromium.launch({ executablePath, args })
}

/** How somebody comes. */
export interface Coming {
  readonly language: 'ja' | 'en'
  readonly by?: 'pointer' | 'keyboard'
  readonly script?: boolean
  /** Answers the test means to get: a browser writes them down as errors. */
  readonly meant?: readonly { readonly status: number; readonly path: RegExp }[]
}

/** Asking who is signed in is answered so when nobody is. */
const nobodyYet = { status: 401, path: /^\/api\/session$/ }

/** Opens a browser window with empty storage, in the visitor's language. */
export async function visit(browser: Browser, coming: Coming): Promise<Visitor> {
  const { language, by = 'pointer', script = true, meant = [] } = coming
  const context = await browser.newContext({
    locale: language === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
    javaScriptEnabled: script,
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(60_000)
  const troubles: string[] = []
  context.on('weberror', (failed) => troubles.push(`uncaught: ${failed.error().message}`))
  context.on('console', (message) => {
    if (message.type() === 'error' && ![nobodyYet, ...meant].some((one) => isMeant(message, one)))
      troubles.push(`${message.text()} ${message.location().url}`)
  })
  return {
    language,
    context,
    page: await context.newPage(),
    hands: by === 'keyboard' ? keyboard : pointer,
    script,
    said: privacyWords[language],
    words: consoleWords[language],
    troubles,
  }
}

function isMeant(
  message: ConsoleMessage,
  meant: { readonly status: number; readonly path: RegExp },
): boolean {
  const status = /status of (\d+)/.exec(message.text())?.[1]
  const { url } = message.location()
  return status === String(meant.status) && URL.canParse(url) && meant.path.test(new URL(url).pathname)
}
