/* Reads what packed_numbers.py writes. */

function unpackNumbers(text) {
  const bytes = atob(text);
  const numbers = new Int32Array(bytes.length);
  let count = 0;
  let value = 0;
  let shift = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const octet = bytes.charCodeAt(i);
    value |= (octet & 127) << shift;
    shift += 7;
    if (octet < 128) {
      numbers[count] = (value >>> 1) ^ -(value & 1);
      count += 1;
      value = 0;
      shift = 0;
    }
  }
  return numbers.subarray(0, count);
}
