import { z } from 'zod'

/** Where an API is: http or https, without user and password, since keys come from the environment only. */
export const endpointUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http or https URL such as "http://127.0.0.1:8000/v1"' })
  .refine((url) => {
    const { username, password } = new URL(url)
    return username === '' && password === ''
  }, 'expected no user or password in the URL: keys come from the environment only')
