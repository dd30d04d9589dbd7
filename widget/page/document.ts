import { genuine } from './genuine.ts'

/** The document, whatever the page has named into it. The build puts it wherever the widget says `document`. */
export const page: Document = genuine(window.document)
