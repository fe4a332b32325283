import styles from './figures.module.css'

/** Provost's mark: a key's bow over a ledger line. */
export function Mark() {
  return (
    <svg viewBox="0 0 40 40" width="40" height="40" className={styles.mark} aria-hidden="true">
      <rect width="40" height="40" rx="9" className={styles.markGround} />
      <circle cx="15" cy="17" r="6" className={styles.markLine} />
      <path d="M20.5 19.5 30 29m-4-4 3-3M9 31h12" className={styles.markLine} />
    </svg>
  )
}

const Bar = ({ x, y, width, strong }: { x: number; y: number; width: number; strong?: boolean }) => (
  <rect x={x} y={y} width={width} height="4" rx="2" className={strong ? styles.figureStrong : styles.figureQuiet} />
)

/** The admin console with its account menu open: there the number stands. */
export function FigureNumber() {
  return (
    <svg viewBox="0 0 132 76" className={styles.figure} aria-hidden="true">
      <rect x="1" y="1" width="130" height="74" rx="5" className={styles.figureFrame} />
      <path d="M1 15h130M30 15v60" className={styles.figureFrame} />
      <circle cx="119" cy="8" r="4" className={styles.figureStrong} />
      <Bar x={7} y={23} width={17} />
      <Bar x={7} y={33} width={14} />
      <Bar x={7} y={43} width={17} />
      <rect x="72" y="13" width="54" height="36" rx="3" className={styles.figureRaised} />
      <Bar x={78} y={20} width={30} />
      <rect x="75" y="28" width="48" height="11" rx="2" className={styles.figureMark} />
      <text x="79" y="36.5" className={styles.figureText}>
        CID 12345678
      </text>
      <Bar x={78} y={42} width={22} />
    </svg>
  )
}

/** Advanced, Enterprise API: the button that makes a hash. */
export function FigureHash() {
  return (
    <svg viewBox="0 0 132 76" className={styles.figure} aria-hidden="true">
      <rect x="1" y="1" width="130" height="74" rx="5" className={styles.figureFrame} />
      <path d="M1 15h130M54 15v60" className={styles.figureFrame} />
      <Bar x={7} y={22} width={30} />
      <rect x="4" y="31" width="46" height="11" rx="2" className={styles.figureMark} />
      <text x="8" y="39" className={styles.figureText}>
        Advanced
      </text>
      <text x="8" y="51" className={styles.figureText}>
        Enterprise API
      </text>
      <Bar x={7} y={59} width={24} />
      <Bar x={61} y={23} width={40} strong />
      <Bar x={61} y={31} width={62} />
      <rect x="61" y="43" width="64" height="14" rx="3" className={styles.figureButton} />
      <text x="65" y="52" className={styles.figureButtonText}>
        Create provisioning hash
      </text>
    </svg>
  )
}

/** The hash is shown once, at the top: copied from there. */
export function FigureCopy() {
  return (
    <svg viewBox="0 0 132 76" className={styles.figure} aria-hidden="true">
      <rect x="1" y="1" width="130" height="74" rx="5" className={styles.figureFrame} />
      <path d="M1 15h130" className={styles.figureFrame} />
      <Bar x={10} y={22} width={40} strong />
      <rect x="10" y="32" width="84" height="14" rx="3" className={styles.figureMark} />
      <text x="15" y="41.5" className={styles.figureText}>
        8f3c ···· ···· ···· 91ab
      </text>
      <rect x="100" y="32" width="20" height="14" rx="3" className={styles.figureButton} />
      <path d="M106 36h6v6h-6zM108 36v-1.5h6V41h-2" className={styles.figureIcon} />
      <Bar x={10} y={55} width={96} />
      <Bar x={10} y={63} width={62} />
    </svg>
  )
}
