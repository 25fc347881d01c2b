// SPDX-License-Identifier: Apache-2.0
export declare const serverParameters: readonly string[]
export declare const serverEnvironment: Readonly<Record<string, string>>
