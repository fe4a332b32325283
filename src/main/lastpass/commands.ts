import { z } from 'zod'
import { readExpired, readReporting, readSharedFolders, readStatus } from './answers/answers.ts'
import { readUserData } from './answers/user-data.ts'

/** One operation of the LastPass service. */
interface Command<I extends z.ZodType, A> {
  kind: 'read' | 'write'
  /** Whether the client may send it again after an unclear answer. No change is: between two sends somebody may have undone it on purpose. */
  idempotent: boolean
  /** The `data` of a request, in the service's own words. */
  request: I
  /** The page size to ask for; null: the command has no pages. */
  pageSize: number | null
  /** Reads the body of an answer; dates in it are local to `zone`. */
  answer: (bytes: Uint8Array, zone: string) => A
}

const read = <I extends z.ZodType, A>(
  request: I,
  answer: Command<I, A>['answer'],
  pageSize: number | null = null,
): Command<I, A> => ({ kind: 'read', idempotent: true, request, pageSize, answer })

const write = <I extends z.ZodType>(command: string, request: I): Command<I, ReturnType<typeof readStatus>> => ({
  kind: 'write',
  idempotent: false,
  request,
  pageSize: null,
  answer: (bytes) => readStatus(bytes, command),
})

const Name = z.string().min(1).max(320)
const one = z.strictObject({ username: Name })
const several = z.array(Name).min(1)
const Flag = z.union([z.literal(0), z.literal(1)])
/** "YYYY-MM-DD HH:MM:SS" in the account's zone. */
const LocalTime = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
const Groups = z.array(z.string().min(1).max(1000))
const paging = { pagesize: z.int().min(1).max(10_000).optional(), pageindex: z.int().min(0).optional() }

/** Every operation that the service offers and Provost may use: name -> request, kind and how its answer is read. */
export const commands = {
  // 2,000 accounts are the most that other clients of the service ask for at once.
  getuserdata: read(
    z
      .strictObject({
        username: z.string().max(320).optional(),
        disabled: Flag.optional(),
        admin: Flag.optional(),
        ...paging,
      })
      .optional(),
    readUserData,
    2000,
  ),
  /** `all` also lists super admins. */
  getsfdata: read(z.literal('all').optional(), (bytes) => readSharedFolders(bytes, false)),
  // Without pages the service gathers everything at once and may answer 429.
  getdetailedsfdata: read(
    z.union([z.literal('all'), z.strictObject({ data: z.literal('all'), ...paging })]).optional(),
    (bytes) => readSharedFolders(bytes, true),
    100,
  ),
  // 10,000: the service's cap on one answer; the rest comes with `next`.
  reporting: read(
    z.strictObject({
      from: LocalTime.optional(),
      to: LocalTime.optional(),
      search: z.string().max(300).optional(),
      user: z.string().max(320).optional(),
      admin: Flag.optional(),
      next: z.string().max(100).optional(),
      format: z.literal('siem').optional(),
    }),
    readReporting,
    10_000,
  ),
  // 500: the service's cap.
  expiredmasterpwlist: read(
    z
      .strictObject({ limit: z.int().min(1).max(500).optional(), continuation_token: z.string().max(300).optional() })
      .optional(),
    readExpired,
    500,
  ),
  /** Adds (invites) people, and updates those who are there. A `password` would be known to the service. */
  batchadd: write(
    'batchadd',
    z
      .array(
        z.strictObject({
          username: Name,
          fullname: z.string().max(1000).optional(),
          groups: Groups.optional(),
          duousername: z.string().max(320).optional(),
          securidusername: z.string().max(320).optional(),
          password: z.string().max(1000).optional(),
          password_reset_required: z.boolean().optional(),
          attribs: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .min(1),
  ),
  batchchangegrp: write(
    'batchchangegrp',
    z.array(z.strictObject({ username: Name, add: Groups.optional(), del: Groups.optional() })).min(1),
  ),
  /** 0 deactivates, 1 removes from the company, 2 deletes the account, 3 withdraws an invitation. */
  deluser: write(
    'deluser',
    z.strictObject({ username: Name, deleteaction: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]) }),
  ),
  enableuser: write('enableuser', several),
  disableuser: write('disableuser', several),
  updateuser: write(
    'updateuser',
    z.strictObject({
      username: Name,
      fullname: z.string().max(1000).optional(),
      duousername: z.string().max(320).optional(),
      securidusername: z.string().max(320).optional(),
    }),
  ),
  updateemail: write('updateemail', z.strictObject({ oldemail: Name, newemail: Name })),
  reinviteuser: write('reinviteuser', one),
  resetpassword: write('resetpassword', one),
  requiremasterpasswordchange: write('requiremasterpasswordchange', one),
  disablemultifactor: write('disablemultifactor', one),
}

export type Commands = typeof commands
export type CommandName = keyof Commands
/** What a caller gives as `data`. */
export type RequestOf<C extends CommandName> = z.input<Commands[C]['request']>
/** The answer after normalising. */
export type AnswerOf<C extends CommandName> = ReturnType<Commands[C]['answer']>
