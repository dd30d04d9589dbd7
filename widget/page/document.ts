import { genuine } from './genuine.ts'

/** The document without properties shadowed by the page's markup. The build inserts it wherever the widget uses `document`. */
export const page: Document = genuine(window.document)
