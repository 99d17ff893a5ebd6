/** What stands after the `#` of an address, which no server sees. */

/**
 * Empty when there is nothing. Found too where an app has encoded the `#`, even twice, so that all of it came as a path.
 * @param {{hash: string, pathname: string}} address
 */
export function fragmentOf({ hash, pathname }) {
  const broken = /%(?:25)*23(.*)$/.exec(pathname);
  return broken ? broken[1] : hash.slice(1);
}
