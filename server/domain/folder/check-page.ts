/** Nothing is loaded and nothing is sent: the page works from a file, without a network. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"

/**
 * Returns the page that checks the folder in a browser, in one file.
 *
 * @param script of the page, which needs no other file.
 */
export const buildCheckPage = (script: string): string => `<!doctype html>
<html lang="kk">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kelisim</title>
</head>
<body>
<main id="check"></main>
<script type="module">${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`
