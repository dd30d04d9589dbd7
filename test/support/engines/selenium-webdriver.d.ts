/** The part of selenium-webdriver that the WebKit driver uses; the package carries no types. */
declare module 'selenium-webdriver' {
  export interface WebElement {
    click(): Promise<void>
    sendKeys(text: string): Promise<void>
    isDisplayed(): Promise<boolean>
    getText(): Promise<string>
    getAccessibleName(): Promise<string>
  }
  export interface WebDriver {
    get(url: string): Promise<void>
    findElements(by: By): Promise<WebElement[]>
    executeScript(source: string): Promise<unknown>
    /** The script gets a function as its last argument and answers by calling it. */
    executeAsyncScript(source: string, ...args: unknown[]): Promise<unknown>
    actions(): { sendKeys(key: string): { perform(): Promise<void> } }
    manage(): { getCookies(): Promise<{ name: string; value: string }[]> }
    quit(): Promise<void>
  }
  /** How to look for elements; made by its own functions alone. */
  export interface By {
    readonly using: string
    readonly value: string
  }
  export const By: { css(selector: string): By }
  /** What an element has become that is no longer in the page. */
  export const error: { readonly StaleElementReferenceError: new () => Error }
  export const Key: { readonly ESCAPE: string }
  export class Builder {
    usingServer(url: string): this
    withCapabilities(capabilities: Readonly<Record<string, unknown>>): this
    build(): Promise<WebDriver>
  }
}
