// What `electron FOLDER` runs when the Electron at hand came without its default application.

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.')
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
app.setName(description.productName ?? description.name)
app.setVersion(description.version)
app.setAppPath(folder)
app.setPath('userData', join(app.getPath('appData'), app.getName()))

// Awaited, so that `ready` comes only after the application has said what must be said before it.
await import(pathToFileURL(join(folder, description.main)).href)
