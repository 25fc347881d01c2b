// SPDX-License-Identifier: Apache-2.0
import type { Locator } from 'playwright-core'

/** How somebody works a page: by pointer, or by keyboard alone. */
export interface Hands {
  press(target: Locator): Promise<void>
  write(target: Locator, text: string): Promise<void>
  tick(target: Locator): Promise<void>
}

/** Works a page by pointer. */
export const pointer: Hands = {
  press: (target) => target.click(),
  write: (target, text) => target.fill(text),
  tick: (target) => target.check(),
}

const enough = 600

/** Whether the element has the focus. */
export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === element.ownerDocument.activeElement)
}

/** Goes from where the focus is, Tab by Tab, until the element has it; fails when it is never reached. */
async function reach(target: Locator): Promise<void> {
  await target.waitFor()
  for (let tabs = 0; tabs < enough; tabs += 1) {
    if (await hasFocus(target)) return
    await target.page().keyboard.press('Tab')
  }
  throw new Error(`${target.toString()} is not reached by the Tab key`)
}

/** Works a page by Tab, Enter, the space bar and typing; a pointer is never used. */
export const keyboard: Hands = {
  press: async (target) => {
    await reach(target)
    await target.page().keyboard.press('Enter')
  },
  write: async (target, text) => {
    await reach(target)
    await target.page().keyboard.press('ControlOrMeta+A')
    await target.page().keyboard.insertText(text)
  },
  tick: async (target) => {
    await reach(target)
    if (!(await target.isChecked())) await target.page().keyboard.press('Space')
  },
}
