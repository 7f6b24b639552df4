/** Shell scripts are files of their own, for shellcheck and for readers; the bundler puts their text in. */
declare module '*.sh' {
  const text: string;
  export default text;
}

/** The same in Python, where a shell would need a program more for each line. */
declare module '*.py' {
  const text: string;
  export default text;
}
