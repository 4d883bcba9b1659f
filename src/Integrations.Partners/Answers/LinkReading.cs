namespace Integrations.Partners.Answers;

/// <summary>What a link turned out to be.</summary>
/// <typeparam name="T">The right that was asked for.</typeparam>
public abstract record LinkReading<T>
    where T : SignedLink
{
    private LinkReading()
    {
    }

    /// <summary>The link gives the right.</summary>
    public sealed record Valid(T Link) : LinkReading<T>;

    /// <summary>It does not.</summary>
    public sealed record Invalid(LinkProblem Problem) : LinkReading<T>
    {
        /// <summary>Stable code, for example <c>link_expired</c>.</summary>
        public string Code => Problem switch
        {
            LinkProblem.Malformed => "link_malformed",
            LinkProblem.BadSignature => "link_bad_signature",
            LinkProblem.Expired => "link_expired",
            LinkProblem.WrongPurpose => "link_wrong_purpose",
            _ => throw new InvalidOperationException($"Unknown link problem {Problem}."),
        };

        /// <summary>For the person who opened it: what to do now.</summary>
        public string InFrench => Problem switch
        {
            LinkProblem.Malformed => "Ce lien est incomplet. Votre messagerie l'a peut-être coupé : copiez l'adresse entière depuis le message.",
            LinkProblem.BadSignature => "Ce lien n'est pas valable. Utilisez celui du dernier message que nous vous avons envoyé, ou appelez-nous.",
            LinkProblem.Expired => "Ce lien n'est plus valable : son délai est passé. Appelez-nous, nous vous en enverrons un autre si c'est utile.",
            LinkProblem.WrongPurpose => "Ce lien sert à autre chose que cette page. Utilisez-le tel qu'il est dans votre message.",
            _ => throw new InvalidOperationException($"Unknown link problem {Problem}."),
        };
    }
}

/// <summary>Why a link gives no right.</summary>
public enum LinkProblem
{
    /// <summary>Not a link of ours, or cut.</summary>
    Malformed,

    /// <summary>Changed, or signed with a key that is gone.</summary>
    BadSignature,

    /// <summary>Genuine, past its end.</summary>
    Expired,

    /// <summary>Genuine, for another page.</summary>
    WrongPurpose,
}
