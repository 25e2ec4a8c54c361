// How one says an amount in đồng: ≈ 5,48 tỷ đồng; nothing below a million.

export function inWords(typed) {
  const amount = parseFloat(typed.replace(/[\s.]/g, "").replace(",", "."));
  if (!(amount >= 1e6)) return "";
  const [unit, name] = amount >= 1e9 ? [1e9, "tỷ"] : [1e6, "triệu"];
  const rounded = Math.round((amount / unit) * 100) / 100;
  return `≈ ${String(rounded).replace(".", ",")} ${name} đồng`;
}
