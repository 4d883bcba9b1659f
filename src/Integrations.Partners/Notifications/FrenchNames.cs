using System.Collections.Frozen;

namespace Integrations.Partners.Notifications;

/// <summary>Puts the name of an authority into a sentence: « Mairie de Cluses » decides, but « la mairie de Cluses » in the middle of one.</summary>
internal static class FrenchNames
{
    /// <summary>First words that take an article; all other names (Enedis, France Travail) take none.</summary>
    private static readonly FrozenDictionary<string, string> Articles = new Dictionary<string, string>
    {
        ["Mairie"] = "la mairie",
        ["Préfecture"] = "la préfecture",
        ["Sous-préfecture"] = "la sous-préfecture",
        ["Communauté"] = "la communauté",
        ["Métropole"] = "la métropole",
        ["Collectivité"] = "la collectivité",
        ["Région"] = "la Région",
        ["Direction"] = "la direction",
        ["Chambre"] = "la chambre",
        ["Commune"] = "la commune",
        ["CCI"] = "la CCI",
        ["CMA"] = "la CMA",
        ["CA"] = "la CA",
        ["CC"] = "la CC",
        ["CU"] = "la CU",
        ["DREAL"] = "la DREAL",
        ["DRIEAT"] = "la DRIEAT",
        ["DRAC"] = "la DRAC",
        ["DDT"] = "la DDT",
        ["DDPP"] = "la DDPP",
        ["DREETS"] = "la DREETS",
        ["SDIS"] = "le SDIS",
        ["Département"] = "le Département",
        ["Service"] = "le service",
        ["Guichet"] = "le guichet",
        ["Syndicat"] = "le syndicat",
        ["Conseil"] = "le conseil",
        ["Préfet"] = "le préfet",
        ["Maire"] = "le maire",
        ["Architecte"] = "l'architecte",
        ["Architectes"] = "les architectes",
        ["Agence"] = "l'agence",
        ["Unité"] = "l'unité",
        ["ARS"] = "l'ARS",
        ["INPI"] = "l'INPI",
        ["INPI,"] = "l'INPI,",
        ["OPCO"] = "l'OPCO",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>« la mairie de Cluses »; a name that has its article keeps it.</summary>
    public static string WithArticle(string name)
    {
        var end = name.IndexOf(' ', StringComparison.Ordinal);
        var first = end < 0 ? name : name[..end];
        return Articles.TryGetValue(first, out var withArticle) ? withArticle + name[first.Length..] : name;
    }

    /// <summary>« de la mairie », « du préfet », « d'Enedis ».</summary>
    public static string Of(string name) => Contract(WithArticle(name), "de ", "d'", "du ", "des ");

    /// <summary>« à la mairie », « au préfet », « à Enedis ».</summary>
    public static string To(string name) => Contract(WithArticle(name), "à ", "à ", "au ", "aux ");

    private static string Contract(string name, string plain, string elided, string masculine, string plural) => name switch
    {
        _ when name.StartsWith("le ", StringComparison.Ordinal) => masculine + name[3..],
        _ when name.StartsWith("les ", StringComparison.Ordinal) => plural + name[4..],
        _ when name.Length > 0 && "AEIOUYÉÈÊÎÔ".Contains(name[0], StringComparison.Ordinal) => elided + name,
        _ => plain + name,
    };
}
