import { useState } from 'preact/hooks'
import { createActId } from '../../work/act-id.ts'

/** Returns the id of what a form sends: the same as long as the form is shown, however often it is sent. */
export const useActId = (): string => useState(createActId)[0]
