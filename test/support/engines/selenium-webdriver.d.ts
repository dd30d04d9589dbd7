/** The part of selenium-webdriver that the WebKit driver uses; the package has no types. */
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
    /** The script receives a callback as its last argument and calls it with the result. */
    executeAsyncScript(source: string, ...args: unknown[]): Promise<unknown>
    actions(): { sendKeys(key: string): { perform(): Promise<void> } }
    manage(): { getCookies(): Promise<{ name: string; value: string }[]> }
    quit(): Promise<void>
  }
  /** A locator; created only by its own functions. */
  export interface By {
    readonly using: string
    readonly value: string
  }
  export const By: { css(selector: string): By }
  /** Thrown for an element that is no longer in the page. */
  export const error: { readonly StaleElementReferenceError: new () => Error }
  export const Key: { readonly ESCAPE: string }
  export class Builder {
    usingServer(url: string): this
    withCapabilities(capabilities: Readonly<Record<string, unknown>>): this
    build(): Promise<WebDriver>
  }
}
