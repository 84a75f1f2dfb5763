// What is imported and is no code: a style sheet, which Vite puts beside the script, and a page of
// the documents as text, which only tests read.
declare module '*.css'
declare module '*.md?raw' {
  const text: string
  export default text
}
