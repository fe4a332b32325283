import { SegmentedControl, Switch } from '@mantine/core'
import { useSettings } from '../../lib/application/settings.ts'
import sections from '../../ui/sheets/sections.module.css'
import styles from './settings.module.css'

/** Theme, row height, side bar. */
export function Appearance() {
  const { settings, change } = useSettings()
  return (
    <div className={sections.form}>
      <div className={styles.row}>
        <span id="theme-label">Theme</span>
        <SegmentedControl
          aria-labelledby="theme-label"
          value={settings.theme}
          onChange={(theme) => change({ theme: theme as typeof settings.theme })}
          data={[
            { value: 'system', label: 'Same as the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </div>
      <div className={styles.row}>
        <span id="density-label">Rows of tables</span>
        <SegmentedControl
          aria-labelledby="density-label"
          value={settings.density}
          onChange={(density) => change({ density: density as typeof settings.density })}
          data={[
            { value: 'compact', label: 'Compact' },
            { value: 'comfortable', label: 'Comfortable' },
          ]}
        />
      </div>
      <div className={styles.row}>
        <Switch
          label="Side bar as icons only"
          checked={settings.sidebarFolded}
          onChange={(event) => change({ sidebarFolded: event.currentTarget.checked })}
        />
      </div>
      <p className={sections.note}>Text size: Ctrl + and Ctrl − (on a Mac, Cmd), from 50 to 200 %.</p>
    </div>
  )
}
