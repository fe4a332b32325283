const earthKilometers = 6371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

interface Point {
  latitude: number
  longitude: number
}

/** Kilometers along the surface of the earth. */
export function kilometersBetween(a: Point, b: Point): number {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)]
  const half =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * earthKilometers * Math.asin(Math.min(1, Math.sqrt(half)))
}
