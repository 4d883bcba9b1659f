namespace Integrations.Guichet.Submissions;

/// <summary>What is built.</summary>
internal static class WorksChecks
{
    private const decimal LargestArea = 5_000_000;

    // Floor area leaves out walls and canopies (R111-22 of the code de l'urbanisme), the footprint counts them.
    private const decimal WallsAndCanopies = 1.1m;

    internal static FindingList Of(InstallationRequest request)
    {
        var findings = new FindingList();
        var works = request.Works ?? new();
        CheckArea(findings, works.NewFloorAreaM2, "works.newFloorAreaM2");
        CheckArea(findings, works.NewFootprintM2, "works.newFootprintM2");
        CheckArea(findings, works.ExistingFloorAreaM2, "works.existingFloorAreaM2");
        CheckFootprint(findings, request, works);
        findings.RejectNegative(works.HeightM, "works.heightM");
        findings.RejectIf(works.Levels is < 1, "works.levels", "works.levels", "Un bâtiment compte au moins un niveau.");
        findings.WarnIf(works.HeightM > 60, "works.heightM", "works.height", "Plus de 60 m de haut : vérifier la hauteur.");
        findings.RejectIf(
            works.Erp?.Category is < 1 or > 5, "works.erp.category", "works.erp_category", "La catégorie d'un établissement recevant du public va de 1 à 5.");
        findings.WarnIf(
            works.Planned == false && ((works.NewFloorAreaM2 ?? 0) > 0 || (works.NewFootprintM2 ?? 0) > 0), "works.planned", "works.not_planned",
            "Une surface est créée, mais aucuns travaux ne sont annoncés.");
        CheckUtilities(findings, request);
        return findings;
    }

    private static void CheckArea(FindingList findings, decimal? area, string path)
    {
        findings.RejectNegative(area, path);
        findings.WarnIf(area > LargestArea, path, "works.area", "Plus de 5 000 000 m² : vérifier la surface.");
    }

    private static void CheckFootprint(FindingList findings, InstallationRequest request, Works works)
    {
        if (works.NewFootprintM2 is not { } footprint || footprint <= 0)
            return;
        var parcels = request.Sites.SelectMany(site => site.Parcels).ToList();
        findings.WarnIf(
            parcels.Count > 0 && parcels.All(parcel => parcel.AreaM2 > 0) && parcels.Sum(parcel => parcel.AreaM2) < footprint,
            "works.newFootprintM2", "works.footprint_over_land",
            "L'emprise au sol dépasse la surface des parcelles : il en manque, ou une surface est fausse.");
        findings.WarnIf(
            works.NewFloorAreaM2 > 0 && footprint > works.NewFloorAreaM2 * (works.Levels ?? 1) * WallsAndCanopies,
            "works.newFootprintM2", "works.footprint_over_floor",
            "L'emprise au sol dépasse la surface de plancher : vérifier les deux surfaces.");
    }

    private static void CheckUtilities(FindingList findings, InstallationRequest request)
    {
        var utilities = request.Utilities ?? new();
        findings.RejectNegative(utilities.PowerKva, "utilities.powerKva");
        findings.WarnIf(
            utilities.PowerKva == 0, "utilities.powerKva", "power.zero", "Une puissance électrique de 0 kVA : vérifier le besoin.");
        findings.WarnIf(
            utilities.PowerKva > 12_000, "utilities.powerKva", "power.large",
            "Au-delà de 12 000 kVA, le raccordement demande une étude avec le gestionnaire de réseau et RTE.");
        findings.RejectIf(
            utilities.WaterM3PerDay is < 0 or > 50_000, "utilities.waterM3PerDay", "water.range", "Le besoin en eau va de 0 à 50 000 m³ par jour.");
    }
}
