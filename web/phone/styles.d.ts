// A style sheet that is imported for its effect: Vite puts it beside the script.
declare module '*.css'
