/** Shell scripts are files of their own, for shellcheck and for readers; the bundler puts their text in. */
declare module '*.sh' {
  const text: string;
  export default text;
}
