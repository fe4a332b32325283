/** What a screen calls its views. */
export interface ViewWords {
  /** "view" */
  one: string
  /** On the button while what is shown is no view. */
  menu: string
  /** The item that keeps what is shown. */
  save: string
  /** What taking over does to a view that is changed. */
  update: string
  /** What a view keeps. */
  keeps: string
  /** What is not affected when a view is removed: "The people in it are not affected." */
  unaffected: string
}
