using System.Text.Json.Serialization;

namespace Integrations.Guichet.Clocks;

/// <summary>How a letter of the authority reaches the firm; it decides on which day it is reputed notified.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationChannel>))]
public enum NotificationChannel
{
    /// <summary>Electronic registered letter or notice of deposit: reputed notified the day after sending (décret 2021-981).</summary>
    Electronic,

    /// <summary>Registered letter: notified on its first presentation, which is the day to type in.</summary>
    RegisteredLetter,

    /// <summary>Handed over against receipt: notified that day.</summary>
    HandDelivery,
}

/// <summary>When a letter counts.</summary>
public static class Notification
{
    /// <summary>The day on which a letter is reputed notified.</summary>
    /// <param name="sentOn">Day of sending (electronic), of first presentation (registered letter) or of delivery.</param>
    /// <param name="channel">How it went.</param>
    public static DateOnly ReputedOn(DateOnly sentOn, NotificationChannel channel) =>
        channel == NotificationChannel.Electronic ? sentOn.AddDays(1) : sentOn;

    /// <summary>The last day of sending on which the letter is still notified by the limit.</summary>
    public static DateOnly LastSafeSendingDay(DateOnly limit, NotificationChannel channel) =>
        channel == NotificationChannel.Electronic ? limit.AddDays(-1) : limit;
}
