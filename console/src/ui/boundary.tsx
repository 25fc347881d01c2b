// SPDX-License-Identifier: Apache-2.0
import { Component, type ReactNode } from 'react'
import { Failure } from './failure.tsx'

/** Catches what a page throws while drawing (a bug, or a chunk that could not be fetched) and offers to load again. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return <Failure error={this.state.error} retry={() => window.location.reload()} />
  }
}
