export const ATTRIBUTION = "Made with Natural Earth. Places © GeoNames, CC BY 4.0";
