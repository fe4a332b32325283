import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { EmptyState } from '../ui/states.tsx'

/** Catches a fault of the page, so that one broken screen leaves the others usable. A class: React offers no other way. */
export class Boundary extends Component<{ children: ReactNode }, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null }
  static getDerivedStateFromError(fault: unknown) {
    return { fault: fault instanceof Error ? fault : new Error(String(fault)) }
  }
  override render() {
    const { fault } = this.state
    if (!fault) return this.props.children
    return (
      <EmptyState
        title="This screen has a fault"
        action={
          <>
            <Button onClick={() => this.setState({ fault: null })}>Show it again</Button>
            <Button
              variant="default"
              onClick={() => void navigator.clipboard.writeText(`${fault.message}\n${fault.stack ?? ''}`)}
            >
              Copy the details
            </Button>
          </>
        }
      >
        Provost could not draw it. Your data and LastPass are not affected. The other screens still work.{' '}
        {fault.message}
      </EmptyState>
    )
  }
}
