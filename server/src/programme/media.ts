// SPDX-License-Identifier: Apache-2.0

const office = 'application/vnd.openxmlformats-officedocument.'
const open = 'application/vnd.oasis.opendocument.'

/** What a file may be, with the ending its name gets when it is downloaded. */
export const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
  [`${office}wordprocessingml.document`]: 'docx',
  [`${office}spreadsheetml.sheet`]: 'xlsx',
  [`${office}presentationml.presentation`]: 'pptx',
  [`${open}text`]: 'odt',
  [`${open}spreadsheet`]: 'ods',
  [`${open}presentation`]: 'odp',
}

const beginnings: readonly (readonly [bytes: string, mediaType: string])[] = [
  ['%PDF-', 'application/pdf'],
  ['\u0089PNG\r\n\u001a\n', 'image/png'],
  ['\u00ff\u00d8\u00ff', 'image/jpeg'],
]

/** What a file is by its bytes, whatever its name says; undefined for what is not taken, such as macros or programs. */
export function mediaTypeOf(file: Buffer): string | undefined {
  const head = file.toString('latin1', 0, 200)
  const [, known] = beginnings.find(([bytes]) => head.startsWith(bytes)) ?? []
  if (known !== undefined) return known
  return head.startsWith('PK\u0003\u0004') ? packed(file, head) : written(file)
}

/** Office files are zip files; the names of their parts stand in them readable. */
function packed(file: Buffer, head: string): string | undefined {
  if (file.includes('vbaProject.bin') || file.includes('Basic/Standard/')) return undefined
  const [, declared] = /mimetype(application\/vnd\.oasis\.opendocument\.[a-z]+)/.exec(head) ?? []
  if (declared !== undefined) return declared in endings ? declared : undefined
  if (!file.includes('[Content_Types].xml')) return undefined
  if (file.includes('word/document.xml')) return `${office}wordprocessingml.document`
  if (file.includes('xl/workbook.xml')) return `${office}spreadsheetml.sheet`
  return file.includes('ppt/presentation.xml') ? `${office}presentationml.presentation` : undefined
}

/** Text is UTF-8 without control characters; what begins with a mark of HTML or XML is none. */
function written(file: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file)
    // oxlint-disable-next-line no-control-regex
    return /^\s*</.test(text) || /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)
      ? undefined
      : 'text/plain'
  } catch {
    return undefined
  }
}
