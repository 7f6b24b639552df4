/** The same as the whole package, without its Redis. */
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck';
}
