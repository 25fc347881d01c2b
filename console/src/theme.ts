// SPDX-License-Identifier: Apache-2.0
/** The Digital Agency's design tokens as a Mantine theme: the values stay in tokens.css, here are only their names. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

// Mantine counts ten shades from 0 to 9; the agency's key colour is its 900, which stands at 8 here.
const steps = ['50', '100', '200', '300', '400', '600', '700', '800', '900', '1000'] as const
const graySteps = ['50', '100', '200', '300', '420', '536', '600', '700', '800', '900'] as const

function tuple(hue: string): MantineColorsTuple {
  return steps.map((step) => `var(--color-primitive-${hue}-${step})`) as unknown as MantineColorsTuple
}

const gray = graySteps.map(
  (step) => `var(--color-neutral-solid-gray-${step})`,
) as unknown as MantineColorsTuple

/** Mantine's theme in the agency's colours, radii, type sizes and shadows. */
export const theme = createTheme({
  white: '#ffffff',
  black: '#1a1a1a',
  colors: {
    gray,
    blue: tuple('blue'),
    red: tuple('red'),
    green: tuple('green'),
    yellow: tuple('yellow'),
    orange: tuple('orange'),
  },
  primaryColor: 'blue',
  primaryShade: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    "'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, system-ui, sans-serif",
  fontFamilyMonospace: "'Noto Sans Mono', ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  defaultRadius: 'md',
  radius: {
    xs: 'var(--border-radius-4)',
    sm: 'var(--border-radius-6)',
    md: 'var(--border-radius-8)',
    lg: 'var(--border-radius-12)',
    xl: 'var(--border-radius-16)',
  },
  fontSizes: {
    xs: 'var(--font-size-14)',
    sm: 'var(--font-size-14)',
    md: 'var(--font-size-16)',
    lg: 'var(--font-size-18)',
    xl: 'var(--font-size-20)',
  },
  lineHeights: {
    xs: 'var(--line-height-150)',
    sm: 'var(--line-height-160)',
    md: 'var(--line-height-170)',
    lg: 'var(--line-height-160)',
    xl: 'var(--line-height-150)',
  },
  shadows: { xs: 'var(--elevation-1)', sm: 'var(--elevation-1)', md: 'var(--elevation-2)' },
  headings: {
    fontWeight: '700',
    sizes: {
      h1: { fontSize: 'var(--font-size-28)', lineHeight: 'var(--line-height-140)' },
      h2: { fontSize: 'var(--font-size-20)', lineHeight: 'var(--line-height-150)' },
      h3: { fontSize: 'var(--font-size-16)', lineHeight: 'var(--line-height-160)' },
    },
  },
  components: {
    Button: { defaultProps: { radius: 'md' } },
    Modal: { defaultProps: { centered: true, padding: 'lg', size: 'lg' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: false } },
  },
})

// Mantine computes these from shades; behind the tokens' variables it cannot see the colours.
const overrides = {
  '--mantine-color-placeholder': 'var(--color-neutral-solid-gray-600)',
  '--mantine-color-dimmed': 'var(--color-neutral-solid-gray-700)',
  '--mantine-color-error': 'var(--color-semantic-error-2)',
  '--mantine-color-default-border': 'var(--color-neutral-solid-gray-420)',
  '--mantine-color-anchor': 'var(--color-primitive-blue-900)',
  '--mantine-color-blue-filled-hover': 'var(--color-primitive-blue-1000)',
  '--mantine-color-red-filled': 'var(--color-semantic-error-2)',
  '--mantine-color-red-filled-hover': 'var(--color-primitive-red-1000)',
}

/** Mantine's own variables where the tokens say it better. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: overrides, dark: {} })
