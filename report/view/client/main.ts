import { h, render } from 'preact'
import type { PageData } from '../page-data.ts'
import { App } from './app.ts'

// The list of cases in the page: reads the data that stands in it, and draws below the rates.

const data = document.getElementById('data')
const root = document.getElementById('browser')
if (data !== null && root !== null) {
  root.replaceChildren()
  render(h(App, { data: JSON.parse(data.textContent) as PageData }), root)
}
